import { randomBytes } from "node:crypto";
import type { NewSource, SourceKind } from "@/lib/contracts/intake-views";
import type { Database } from "@/lib/db/client";
import { insertProjectEvent, type ProjectRow } from "@/lib/db/projects";
import type { Actor } from "@/lib/db/rollouts";
import { insertSource, type SourceApi } from "@/lib/db/sources";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { newSecret } from "./new-secret";
import { refuseUnspokenApi } from "./refuse-unspoken-api";
import { tellSecret } from "./tell-secret";

/** Whoever changes sources: no queue is needed for it. */
export type SourceContext = { db: Pick<Database, "prisma">; actor: Actor };

export type WantedSource = {
  project: Pick<ProjectRow, "id" | "slug">;
  name: string;
  kind: SourceKind;
  api: SourceApi | null;
  /** Contexts that must have passed, beside those the project file names. */
  requiredContexts?: string[] | undefined;
  /** Address of this Sauron as the sender reaches it. */
  baseUrl: string;
};

/**
 * Adds a sender with an address and a secret of its own, which is told this once.
 * @throws SauronError "conflict" when the project has one of that name, "bad-request" as `refuseUnspokenApi`
 */
export async function createSource(ctx: SourceContext, wanted: WantedSource): Promise<NewSource> {
  const { project, name, kind, api, requiredContexts = [], baseUrl } = wanted;
  if (api) refuseUnspokenApi(kind);
  const secret = newSecret();
  const source = await inTransaction(ctx.db.prisma, async (tx) => {
    const key = randomBytes(8).toString("hex");
    const stored = await insertSource(tx, {
      projectId: project.id,
      key,
      name,
      kind,
      api,
      requiredContexts,
      secret,
      createdBy: ctx.actor.name,
    });
    if (!stored) throw new SauronError("conflict", `There is a source "${name}" already; choose another name.`);
    const reason = `${name} (${kind})`;
    await insertProjectEvent(tx, { projectId: project.id, event: "source-created", actor: ctx.actor, reason });
    return stored;
  });
  return tellSecret(source, { project: project.slug, secret, baseUrl });
}
