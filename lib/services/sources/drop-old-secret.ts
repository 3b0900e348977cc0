import { insertProjectEvent } from "@/lib/db/projects";
import { keepNewestSecret, lockSource } from "@/lib/db/sources";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";

/**
 * Lets only the newest secret be good, at once.
 * @throws SauronError "not-found", or "conflict" when there is no older one
 */
export async function dropOldSecret(ctx: ActContext, input: { key: string; reason: string | null }): Promise<void> {
  const { key, reason } = input;
  await inTransaction(ctx.db.prisma, async (tx) => {
    const source = await lockSource(tx, key);
    if (!source) throw new SauronError("not-found", `There is no source with the key "${key}".`);
    if (source.secrets.length < 2) throw new SauronError("conflict", `"${source.name}" has no old secret.`);
    await keepNewestSecret(tx, source.id);
    const { projectId, name } = source;
    await insertProjectEvent(tx, { projectId, event: "source-old-secret-dropped", actor: ctx.actor, reason: name });
    await recordAct(tx, ctx, { act: "dropOldSecret", projectId, target: `source ${name}`, reason });
  });
}
