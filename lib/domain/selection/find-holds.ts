import type { QueuedCommit } from "./queued-commit";

/** A position that may not be deployed because of a bad commit at or before it (positions count from 0). */
export type Hold = {
  bad: number;
  /** Where the bad commit is undone and deploying is allowed again; null = no revert among these commits. */
  revert: number | null;
};

/**
 * For every commit the hold it is under, or null. A bad commit holds itself and all that follows up to, and without,
 * its revert; overlapping spans hold until the last of them is undone. A revert outside `commits` does not count.
 */
export function findHolds(commits: readonly QueuedCommit[]): (Hold | null)[] {
  const positions = findReverts(commits);
  let hold: Hold | null = null;
  return commits.map((commit, position) => {
    if (hold?.revert === position) hold = null;
    if (commit.bad)
      hold = laterEnd(hold, { bad: position, revert: revertAfter(position, positions.get(commit.revertedBy ?? "")) });
    return hold;
  });
}

/** Where the reverts of the bad commits stand; of other commits nobody asks. */
function findReverts(commits: readonly QueuedCommit[]): Map<string, number> {
  const wanted = new Set(commits.flatMap((commit) => (commit.bad && commit.revertedBy) || []));
  const positions = new Map<string, number>();
  if (wanted.size === 0) return positions;
  commits.forEach(({ sha }, position) => {
    if (wanted.has(sha)) positions.set(sha, position);
  });
  return positions;
}

function revertAfter(position: number, revert: number | undefined): number | null {
  return revert !== undefined && revert > position ? revert : null;
}

function laterEnd(current: Hold | null, other: Hold): Hold {
  if (current === null) return other;
  if (current.revert === null) return current;
  return other.revert === null || other.revert > current.revert ? other : current;
}
