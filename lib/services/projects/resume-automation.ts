import { clearHalt, lockDecision } from "@/lib/db/projects";
import { unlockRolledBack } from "@/lib/db/rollbacks";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import { applyCommitMark } from "../commits/apply-commit-mark";
import type { ServiceContext } from "../context";

/**
 * A person lets the automation go on after a halt, and may mark commits as bad, so that it does not choose them again.
 * What rollbacks have locked is unlocked; what people have locked is not.
 * @throws SauronError "conflict" when it is not halted, "not-found" when a commit is not on the trunk
 */
export async function resumeAutomation(
  ctx: ServiceContext,
  input: { projectId: number; reason: string; markBad: string[] },
): Promise<void> {
  const { projectId, reason } = input;
  await inTransaction(ctx.db.prisma, async (tx) => {
    // A decision that is being made is finished first, and the next one sees the marks.
    await lockDecision(tx, projectId);
    for (const sha of input.markBad) {
      await applyCommitMark(tx, { projectId, sha, mark: "bad", reason, actor: ctx.actor });
    }
    const resumed = await clearHalt(tx, { projectId, reason, actor: ctx.actor });
    if (!resumed) throw new SauronError("conflict", "The automation is not halted.");
    await unlockRolledBack(tx, projectId);
    const { markBad } = input;
    await recordAct(tx, ctx, {
      act: "resumeAutomation",
      projectId,
      target: "automation",
      reason,
      details: { markBad },
    });
  });
  await ctx.queue.enqueue("decide", { projectId });
}
