/** A row of the queue as it is shown. */
export interface ShownRow<Commit> {
  commit: Commit;
  /** It waits no more, and is only there so that nothing moves. */
  hasLeft: boolean;
}

interface LiveQueue<Commit> {
  /** All that waits, as far as it is known here. */
  known: readonly Commit[];
  /** What of it would be listed, in its order. */
  listed: readonly Commit[];
}

/**
 * The rows to show. While somebody is at the list, those that were shown keep their places: what they say is as new as it
 * can be, but none comes between them and none goes.
 * @param kept the rows that keep their places; null = nobody is at the list
 */
export function holdRows<Commit extends { sha: string }>(
  kept: readonly ShownRow<Commit>[] | null,
  { known, listed }: LiveQueue<Commit>,
): { rows: ShownRow<Commit>[]; newer: number } {
  if (kept === null) return { rows: listed.map((commit) => ({ commit, hasLeft: false })), newer: 0 };
  const waiting = new Map(known.map((commit) => [commit.sha, commit]));
  const shown = new Set(kept.map(({ commit }) => commit.sha));
  return {
    rows: kept.map(({ commit }) => ({
      commit: waiting.get(commit.sha) ?? commit,
      hasLeft: !waiting.has(commit.sha),
    })),
    newer: listed.filter(({ sha }) => !shown.has(sha)).length,
  };
}
