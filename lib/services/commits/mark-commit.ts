import { lockDecision } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";
import { applyCommitMark, type CommitMark } from "./apply-commit-mark";

/**
 * A person says that a commit is bad, that a later one undoes it, or that neither is so.
 * @throws SauronError as `applyCommitMark`
 */
export async function markCommit(ctx: ServiceContext, input: Omit<CommitMark, "actor">): Promise<void> {
  await inTransaction(ctx.db.prisma, async (tx) => {
    // A decision that is being made is finished first, and the next one sees the mark.
    await lockDecision(tx, input.projectId);
    await applyCommitMark(tx, { ...input, actor: ctx.actor });
  });
  await ctx.queue.enqueue("decide", { projectId: input.projectId });
}
