import { describe, expect, test } from "vitest";
import { downSample, type SeriesPoint } from "./down-sample";

const calm = { n: 100, bad: 0 };

function series(length: number, change: (index: number) => Partial<SeriesPoint> = () => ({})): SeriesPoint[] {
  return Array.from({ length }, (_, index) => ({
    atMs: index * 10_000,
    canary: calm,
    control: calm,
    ...change(index),
  }));
}

test("what fits is left as it is", () => {
  const points = series(300);
  expect(downSample(points, 300)).toEqual({ intervalsPerPoint: 1, points });
  expect(downSample([], 300)).toEqual({ intervalsPerPoint: 1, points: [] });
});

test("what does not fit is thinned evenly, and the last point stands for what is left", () => {
  const { intervalsPerPoint, points } = downSample(series(301), 300);
  expect([intervalsPerPoint, points.length]).toEqual([2, 151]);
  expect(points.slice(-2).map(({ atMs }) => atMs)).toEqual([2_980_000, 3_000_000]);
});

describe("a point for several intervals", () => {
  test.each(Array.from({ length: 20 }, (_, at) => at * 499))(
    "keeps the spike of each arm, wherever it is: interval %i of 10,000",
    (at) => {
      const spike = { n: 40, bad: 9 };
      const other = { n: 500, bad: 1 };
      const all = series(10_000, (index) => ({
        ...(index === at && { canary: spike }),
        ...(index === at + 1 && { control: other }),
      }));
      const { points } = downSample(all, 300);
      expect(points.length).toBeLessThanOrEqual(300);
      expect(points.filter(({ canary }) => canary === spike)).toHaveLength(1);
      expect(points.filter(({ control }) => control === other)).toHaveLength(1);
    },
  );

  test("shows of equal shares the one with more requests behind it", () => {
    const counts = [
      { n: 10, bad: 1 },
      { n: 200, bad: 20 },
      { n: 30, bad: 3 },
    ];
    const all = series(3, (index) => ({ canary: counts[index] ?? null }));
    expect(downSample(all, 1).points[0]?.canary).toEqual({ n: 200, bad: 20 });
  });

  test("shows nothing only where nothing was answered in all of them", () => {
    const all = series(6, (index) => ({ canary: index === 1 ? calm : null, control: null }));
    expect(downSample(all, 3).points).toEqual([
      { atMs: 0, canary: calm, control: null },
      { atMs: 20_000, canary: null, control: null },
      { atMs: 40_000, canary: null, control: null },
    ]);
  });
});
