/**
 * A percentile by nearest rank: the smallest of the values that at least `percent` of all do not exceed, so always one of
 * them and never a value between two (https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method).
 * @param sorted the smallest first
 * @param percent above 0, up to 100
 * @returns null of no values
 */
export function nearestRank(sorted: ArrayLike<number>, percent: number): number | null {
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? null;
}
