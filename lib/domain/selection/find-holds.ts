import type { QueuedCommit } from "./queued-commit";

/** Why a position may not be deployed: the commit that holds it (positions count from 0). */
export type Hold = {
  by: "bad-commit" | "lock";
  commit: number;
  /** Where the bad commit is undone and deploying is allowed again; null = not among these commits, or a lock. */
  revert: number | null;
};

/**
 * For every commit the hold it is under, or null. A locked commit holds itself and all that follows; a bad commit holds
 * itself and all that follows up to, and without, its revert; overlapping spans hold until the last of them is undone.
 * A revert outside `commits` does not count.
 */
export function findHolds(commits: readonly QueuedCommit[]): (Hold | null)[] {
  const reverts = findReverts(commits);
  let hold: Hold | null = null;
  return commits.map((commit, position) => {
    if (hold?.revert === position) hold = null;
    if (commit.bad) hold = laterEnd(hold, { by: "bad-commit", commit: position, revert: reverts[position] ?? null });
    if (commit.locked) hold = laterEnd(hold, { by: "lock", commit: position, revert: null });
    return hold;
  });
}

/** For every bad commit where its revert stands; null = it is not bad, or nothing after it among these undoes it. */
export function findReverts(commits: readonly QueuedCommit[]): (number | null)[] {
  const positions = locateReverts(commits);
  return commits.map(({ bad, revertedBy }, position) => {
    const revert = bad ? positions.get(revertedBy ?? "") : undefined;
    return revert !== undefined && revert > position ? revert : null;
  });
}

function locateReverts(commits: readonly QueuedCommit[]): Map<string, number> {
  const wanted = new Set(commits.flatMap((commit) => (commit.bad && commit.revertedBy) || []));
  const positions = new Map<string, number>();
  if (wanted.size === 0) return positions;
  commits.forEach(({ sha }, position) => {
    if (wanted.has(sha)) positions.set(sha, position);
  });
  return positions;
}

function laterEnd(current: Hold | null, other: Hold): Hold {
  if (current === null) return other;
  if (current.revert === null) return current;
  return other.revert === null || other.revert > current.revert ? other : current;
}
