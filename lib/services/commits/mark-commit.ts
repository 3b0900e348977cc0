import { lockDecision } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { recordAct } from "../audit/record-act";
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
    const before = await applyCommitMark(tx, { ...input, actor: ctx.actor });
    const { projectId, sha, mark, revertedBy = null, reason } = input;
    const details = { before, after: { mark, revertedBy } };
    await recordAct(tx, ctx, { act: "markCommit", projectId, target: `commit ${sha}`, reason, details });
  });
  await ctx.queue.enqueue("decide", { projectId: input.projectId });
}
