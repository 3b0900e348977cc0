import { randomBytes } from "node:crypto";
import type { WantedEventStream } from "@/lib/contracts/event-stream";
import type { NewSource, SourceKind } from "@/lib/contracts/intake-views";
import { insertProjectEvent, type ProjectRow } from "@/lib/db/projects";
import { putStream } from "@/lib/db/source-streams";
import { getSource, insertSource, type SourceApi } from "@/lib/db/sources";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";
import { newSecret } from "./new-secret";
import { refuseUnspokenApi } from "./refuse-unspoken-api";
import { resolveStream } from "./resolve-stream";
import { tellSecret } from "./tell-secret";

export type WantedSource = {
  project: Pick<ProjectRow, "id" | "slug" | "repositoryUrl">;
  name: string;
  kind: SourceKind;
  api: SourceApi | null;
  stream?: WantedEventStream | undefined;
  /** Contexts that must have passed, beside those the project file names. */
  requiredContexts?: string[] | undefined;
  /** Address of this Sauron as the sender reaches it. */
  baseUrl: string;
};

/**
 * Adds a sender with an address and a secret of its own, which is told this once.
 * @throws SauronError "conflict" when the project has one of that name, "bad-request" as `refuseUnspokenApi` and
 * `resolveStream`
 */
export async function createSource(ctx: ActContext, wanted: WantedSource): Promise<NewSource> {
  const { project, name, kind, api, requiredContexts = [], baseUrl } = wanted;
  if (api) refuseUnspokenApi(kind);
  const stream = wanted.stream && resolveStream(wanted.stream, { kind, repositoryUrl: project.repositoryUrl });
  const secret = newSecret();
  const source = await inTransaction(ctx.db.prisma, async (tx) => {
    const key = randomBytes(8).toString("hex");
    const id = await insertSource(tx, {
      projectId: project.id,
      key,
      name,
      kind,
      api,
      requiredContexts,
      secret,
      createdBy: ctx.actor.name,
    });
    if (id === null) throw new SauronError("conflict", `There is a source "${name}" already; choose another name.`);
    if (stream) await putStream(tx, id, stream);
    const reason = `${name} (${kind})`;
    await insertProjectEvent(tx, { projectId: project.id, event: "source-created", actor: ctx.actor, reason });
    const details = { kind, api: api && { url: api.url, repository: api.repository }, requiredContexts };
    const target = `source ${name}`;
    await recordAct(tx, ctx, { act: "createSource", projectId: project.id, target, reason: null, details });
    return getSource(tx, id);
  });
  return tellSecret(source, { project: project.slug, secret, baseUrl });
}
