import { clearCommitLock, findCommit, setCommitLock } from "@/lib/db/commits";
import { insertProjectEvent, lockDecision } from "@/lib/db/projects";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";

type CommitLock = { projectId: number; sha: string; locked: boolean; reason: string };

/**
 * A person keeps a commit, and what follows it, from being deployed; or lets it go.
 * @throws SauronError "not-found" when it is not on the trunk, "conflict" when it is so already
 */
export async function lockCommit(ctx: ServiceContext, input: CommitLock): Promise<void> {
  const { projectId, sha, locked, reason } = input;
  await inTransaction(ctx.db.prisma, async (tx) => {
    // A decision that is being made is finished first, and the next one sees the lock.
    await lockDecision(tx, projectId);
    const commit = await findCommit(tx, projectId, sha);
    if (!commit || commit.orphaned) throw new SauronError("not-found", `There is no commit ${sha} on the trunk.`);
    const changed = locked
      ? await setCommitLock(tx, { projectId, sha, reason, by: ctx.actor.name })
      : await clearCommitLock(tx, { projectId, sha });
    if (!changed) throw await describeConflict(tx, input);
    const event = locked ? "commit-locked" : "commit-unlocked";
    await insertProjectEvent(tx, { projectId, event, actor: ctx.actor, reason: `${sha}: ${reason}` });
    const { lockReason, lockBy } = commit;
    const before = { locked: commit.lockedAt !== null, reason: lockReason, by: lockBy };
    const details = { before, after: { locked } };
    await recordAct(tx, ctx, { act: "lockCommit", projectId, target: `commit ${sha}`, reason, details });
  });
  await ctx.queue.enqueue("decide", { projectId });
}

async function describeConflict(tx: Tx, { projectId, sha, locked }: CommitLock): Promise<SauronError> {
  if (!locked) return new SauronError("conflict", `Commit ${shortSha(sha)} is not locked.`);
  const commit = await findCommit(tx, projectId, sha);
  return new SauronError("conflict", `Commit ${shortSha(sha)} is locked already by ${commit?.lockBy ?? "somebody"}.`);
}
