import type { NewSource } from "@/lib/contracts/intake-views";
import { insertProjectEvent } from "@/lib/db/projects";
import { addSecret, findSourceByKey, lockSource } from "@/lib/db/sources";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";
import { newSecret } from "./new-secret";
import { tellSecret } from "./tell-secret";

/**
 * Makes a new secret and tells it this once; the one before it stays good until it is dropped, any older one does not.
 * @throws SauronError "not-found"
 */
export async function rotateSecret(
  ctx: ActContext,
  input: { key: string; project: string; baseUrl: string; reason: string | null },
): Promise<NewSource> {
  const { key, project, baseUrl, reason } = input;
  const secret = newSecret();
  const source = await inTransaction(ctx.db.prisma, async (tx) => {
    const stored = await lockSource(tx, key);
    if (!stored) throw new SauronError("not-found", `There is no source with the key "${key}".`);
    await addSecret(tx, stored.id, secret);
    const { projectId, name } = stored;
    await insertProjectEvent(tx, { projectId, event: "source-secret-rotated", actor: ctx.actor, reason: name });
    await recordAct(tx, ctx, { act: "rotateSecret", projectId, target: `source ${name}`, reason });
    return (await findSourceByKey(tx, key)) ?? stored;
  });
  return tellSecret(source, { project, secret, baseUrl });
}
