/** A commit as far as reverts go. */
export type CommitMessage = { sha: string; message: string };

/** The full sha a commit message says it undoes, in git's own words ("This reverts commit <sha>."), or null. */
export function detectRevert(message: string): string | null {
  return /^This reverts commit ([0-9a-f]{64}|[0-9a-f]{40})\b/m.exec(message)?.[1] ?? null;
}

/**
 * Which commits stand reverted, and by which: reverted sha -> sha of the revert. `commits` oldest first. A revert that
 * is itself reverted brings its commit back, and so on along the chain. A message that names no earlier commit of the
 * list undoes nothing in it.
 */
export function findReverts(commits: readonly CommitMessage[]): Map<string, string> {
  const seen = new Set<string>();
  const undoes = new Map<string, string>();
  const revertedBy = new Map<string, string>();
  for (const commit of commits) {
    let undone = detectRevert(commit.message) ?? undefined;
    if (undone !== undefined && seen.has(undone)) undoes.set(commit.sha, undone);
    else undone = undefined;
    seen.add(commit.sha);
    for (let takesAway = true; undone !== undefined; takesAway = !takesAway) {
      if (takesAway) revertedBy.set(undone, commit.sha);
      else revertedBy.delete(undone);
      undone = undoes.get(undone);
    }
  }
  return revertedBy;
}
