import { markCommitBad } from "@/lib/db/commits";
import { clearHalt, insertProjectEvent } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import type { ServiceContext } from "../context";

/**
 * A person lets the automation go on after a halt, and may mark commits as bad, so that it does not choose them again.
 * @throws SauronError "conflict" when it is not halted, "not-found" when a commit is not on the trunk
 */
export async function resumeAutomation(
  ctx: ServiceContext,
  input: { projectId: number; reason: string; markBad: string[] },
): Promise<void> {
  const { projectId, reason } = input;
  await inTransaction(ctx.db.prisma, async (tx) => {
    for (const sha of input.markBad) {
      const marked = await markCommitBad(tx, { projectId, sha, reason, by: ctx.actor.name });
      if (!marked) throw new SauronError("not-found", `There is no commit ${sha} on the trunk.`);
      await insertProjectEvent(tx, {
        projectId,
        event: "commit-marked-bad",
        actor: ctx.actor,
        reason: `${sha}: ${reason}`,
      });
    }
    const resumed = await clearHalt(tx, { projectId, reason, actor: ctx.actor });
    if (!resumed) throw new SauronError("conflict", "The automation is not halted.");
  });
  await ctx.queue.enqueue("decide", { projectId });
}
