import { notifyChange } from "@/lib/db/notify";
import { findRollout, insertRolloutEvent } from "@/lib/db/rollouts";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ActContext } from "../context";

/**
 * Says why a rollout was aborted: afterwards, because stopping must not wait for words. Whoever may abort may say it, and
 * more than once; what was said before stays.
 * @throws SauronError "conflict" when nobody has aborted it
 */
export async function explainAbort(ctx: ActContext, input: { rolloutId: number; reason: string }): Promise<void> {
  const { rolloutId, reason } = input;
  await inTransaction(ctx.db.prisma, async (tx) => {
    const rollout = await findRollout(tx, rolloutId);
    if (!rollout) throw new SauronError("not-found", "There is no such rollout.");
    const { projectId, number, abortRequestedAt } = rollout;
    if (abortRequestedAt === null) throw new SauronError("conflict", `Nobody has aborted rollout #${number}.`);
    await insertRolloutEvent(tx, { rolloutId, event: "abortExplained", actor: ctx.actor, reason });
    await recordAct(tx, ctx, { act: "explainAbort", projectId, target: `rollout #${number}`, reason });
    await notifyChange(tx, { project: projectId, rollout: rolloutId });
  });
}
