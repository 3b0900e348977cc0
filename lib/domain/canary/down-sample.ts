import type { ArmCounts } from "./compare-arms";

/** What both arms answered at a time; null = nothing, or it was not measured. */
export type SeriesPoint = { atMs: number; canary: ArmCounts | null; control: ArmCounts | null };

/**
 * At most `most` points, each for the same number of intervals (the last for what is left). Each arm shows the worst of
 * them, so that a spike never disappears, and nothing only where it answered in none of them.
 */
export function downSample(
  points: readonly SeriesPoint[],
  most: number,
): { intervalsPerPoint: number; points: SeriesPoint[] } {
  const intervalsPerPoint = Math.max(1, Math.ceil(points.length / most));
  const kept: SeriesPoint[] = [];
  for (let start = 0; start < points.length; start += intervalsPerPoint) {
    const together = points.slice(start, start + intervalsPerPoint);
    kept.push({
      atMs: points[start]?.atMs ?? 0,
      canary: findWorst(together.map(({ canary }) => canary)),
      control: findWorst(together.map(({ control }) => control)),
    });
  }
  return { intervalsPerPoint, points: kept };
}

/** The largest share of bad requests; of equal ones that with more requests behind it. */
function findWorst(counts: readonly (ArmCounts | null)[]): ArmCounts | null {
  return counts.reduce((worst, next) => (worst && next && !isWorse(next, worst) ? worst : (next ?? worst)), null);
}

function isWorse(a: ArmCounts, b: ArmCounts): boolean {
  const difference = a.bad * b.n - b.bad * a.n;
  return difference === 0 ? a.n > b.n : difference > 0;
}
