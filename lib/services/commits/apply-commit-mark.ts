import { clearCommitMark, findCommit, markCommitBad, nameRevert } from "@/lib/db/commits";
import { insertProjectEvent } from "@/lib/db/projects";
import type { Actor } from "@/lib/db/rollouts";
import type { Tx } from "@/lib/db/transaction";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { SauronError } from "@/lib/errors";
import { noteReverts } from "./note-reverts";

export type CommitMark = {
  projectId: number;
  sha: string;
  mark: "bad" | "reverted" | "none";
  /** With `reverted`: the later commit of the trunk that undoes it. */
  revertedBy?: string | undefined;
  reason: string;
  actor: Actor;
};

/**
 * Writes what a person says about a commit, in place of what was said before, with its event. A commit that is reverted is bad, and goes only together
 * with its revert.
 * @returns what was said before
 * @throws SauronError "not-found" when it is not on the trunk, "bad-request" when the revert is none, "conflict" when
 * there is no mark to take away
 */
export async function applyCommitMark(tx: Tx, change: CommitMark): Promise<StoredMark> {
  const { projectId, sha, reason, actor } = change;
  const commit = await findOnTrunk(tx, projectId, sha);
  if (change.mark === "none" && commit.badReason === null && commit.revertNamedBy === null) {
    throw new SauronError("conflict", `Commit ${shortSha(sha)} carries no mark.`);
  }
  await clearCommitMark(tx, { projectId, sha });
  await noteReverts(tx, projectId);
  if (change.mark === "reverted") await nameRevertOf(tx, change, commit.position);
  if (change.mark !== "none") await markCommitBad(tx, { projectId, sha, reason, by: actor.name });
  const told = change.mark === "reverted" ? `${sha} by ${change.revertedBy}: ${reason}` : `${sha}: ${reason}`;
  await insertProjectEvent(tx, { projectId, event: eventOfMark[change.mark], actor, reason: told });
  return toMark(commit);
}

/** What is said about a commit, as the audit tells it. */
type StoredMark = {
  mark: CommitMark["mark"];
  revertedBy: string | null;
  reason: string | null;
  by: string | null;
};

function toMark({ badReason: reason, badBy: by, revertNamedBy, revertedBy }: Commit): StoredMark {
  if (revertNamedBy !== null) return { mark: "reverted", revertedBy, reason, by };
  return { mark: reason === null ? "none" : "bad", revertedBy: null, reason, by };
}

const eventOfMark = {
  bad: "commit-marked-bad",
  reverted: "commit-marked-reverted",
  none: "commit-mark-removed",
} as const satisfies Record<CommitMark["mark"], string>;

async function nameRevertOf(tx: Tx, change: CommitMark, position: number): Promise<void> {
  const { projectId, sha, revertedBy, actor } = change;
  if (!revertedBy) throw new SauronError("bad-request", "Name the commit that undoes it: `revertedBy`.");
  const revert = await findOnTrunk(tx, projectId, revertedBy);
  if (revert.position <= position) {
    const message = `Commit ${shortSha(revertedBy)} is not later than ${shortSha(sha)}, so it cannot undo it.`;
    throw new SauronError("bad-request", message);
  }
  await nameRevert(tx, { projectId, sha, revertedBy, by: actor.name });
}

type Commit = Awaited<ReturnType<typeof findOnTrunk>>;

async function findOnTrunk(tx: Tx, projectId: number, sha: string) {
  const commit = await findCommit(tx, projectId, sha);
  if (commit && !commit.orphaned) return commit;
  throw new SauronError("not-found", `There is no commit ${sha} on the trunk.`);
}
