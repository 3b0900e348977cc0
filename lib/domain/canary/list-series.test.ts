import { describe, expect, test } from "vitest";
import type { ArmSample, CanaryConfig, CanaryInput } from "./canary-input";
import { judgeCanary } from "./judge-canary";
import { listSeries, type MetricSeries } from "./list-series";

const window = { countedFrom: 12_000, closedBefore: 60_000, intervalMs: 10_000 };

type Arms = { canary: ArmSample; control?: ArmSample | null };

/** Intervals by the second in which they begin. */
function input(intervals: Record<number, Arms>, config: CanaryConfig = {}): CanaryInput {
  const listed = Object.entries(intervals).map(([second, arms]) => ({ startMs: Number(second) * 1000, ...arms }));
  return { config, final: true, intervals: listed };
}

const codes = (good: number, bad = 0): ArmSample => ({ codes: { 200: good, 500: bad } });
const compare = { metrics: ["5xx", "4xx"], minRatio: 1.5, minAbsDiffPct: 0.1, minErrors: 5 };

function find(series: MetricSeries[], metric: string): MetricSeries {
  return series.find((one) => one.metric === metric) as MetricSeries;
}

test("a rule is counted as its limit says, interval by interval", () => {
  const arms = { canary: codes(98, 2), control: codes(400) };
  const [errors, answers] = listSeries(input({ 20: arms, 30: arms }), window, null);
  expect(errors).toMatchObject({ metric: "5xx", limit: "< 0.5 %", limitPercent: 0.5 });
  expect(errors).toMatchObject({ canary: { n: 200, bad: 4 }, control: { n: 800, bad: 0 } });
  expect(errors?.points[0]).toEqual({ atMs: 20_000, canary: { n: 100, bad: 2 }, control: { n: 400, bad: 0 } });
  expect(answers).toMatchObject({ metric: "2xx", limit: ">= 90 %", limitPercent: 90, canary: { n: 200, bad: 4 } });
});

describe("intervals without requests", () => {
  const points = (intervals: Record<number, Arms>) => find(listSeries(input(intervals), window, null), "5xx").points;

  test("are gaps, never 0 %, whether somebody looked or not", () => {
    const silent = { canary: codes(0), control: codes(50) };
    expect(points({ 20: { canary: codes(10), control: codes(9) }, 30: silent })).toEqual([
      { atMs: 20_000, canary: { n: 10, bad: 0 }, control: { n: 9, bad: 0 } },
      { atMs: 30_000, canary: null, control: { n: 50, bad: 0 } },
      { atMs: 40_000, canary: null, control: null },
      { atMs: 50_000, canary: null, control: null },
    ]);
  });

  test("that are all there is have no total but zero of zero", () => {
    const series = listSeries(input({}), window, null);
    expect(series[0]).toMatchObject({ canary: { n: 0, bad: 0 }, control: null });
    expect(series[0]?.points.every(({ canary, control }) => canary === null && control === null)).toBe(true);
    expect(JSON.stringify(series)).not.toContain("NaN");
  });

  test("of a window that has not begun are none", () => {
    expect(listSeries(input({}), { ...window, closedBefore: 15_000 }, null)[0]?.points).toEqual([]);
  });
});

test("what was answered after the look that decided is left out, as its verdict did not count it", () => {
  const arms = { canary: codes(98, 2) };
  const [errors] = listSeries(input({ 20: arms, 40: arms, 50: arms }), window, 2);
  expect(errors?.canary).toEqual({ n: 200, bad: 4 });
  expect(errors?.points.map(({ atMs, canary }) => [atMs, canary?.n])).toEqual([
    [20_000, 100],
    [30_000, undefined],
    [40_000, 100],
  ]);
  expect(listSeries(input({ 20: arms }), window, 0)[0]).toMatchObject({ canary: { n: 0 }, points: [] });
});

test("without hosts to compare with there is no control, and codes that do not count are left out", () => {
  const [errors] = listSeries(
    input({ 20: { canary: { codes: { 200: 9, 500: 1, 503: 5 } }, control: null } }),
    window,
    null,
  );
  expect(errors).toMatchObject({ canary: { n: 15, bad: 6 }, control: null });
  const without = input({ 20: { canary: { codes: { 200: 9, 500: 1, 503: 5 } } } }, { excludeCodes: [503] });
  expect(listSeries(without, window, null)[0]?.canary).toEqual({ n: 10, bad: 1 });
});

describe("what is only compared", () => {
  const arm = (slow: number): ArmSample => ({ codes: { 200: 990, 404: 10 }, slow: { p99: slow } });
  const compared = input(
    { 20: { canary: arm(30), control: arm(10) } },
    { compare, latency: { quantiles: ["p99"], minRatio: 1.25, minAbsDiffPct: 0.5 } },
  );

  test("has the limit that the control sets: so many times as frequent, and so many points more", () => {
    const series = listSeries(compared, window, null);
    expect(series.map(({ metric }) => metric)).toEqual(["5xx", "2xx", "4xx", "p99"]);
    expect(find(series, "4xx")).toMatchObject({ limit: "< 1.5 times the control", limitPercent: 1.5 });
    expect(find(series, "p99")).toMatchObject({ limitPercent: 1.5, canary: { n: 1000, bad: 30 } });
  });

  test("has the metrics, limits and totals of the verdict", () => {
    const rows = judgeCanary(compared).metrics.map(({ metric, limit, canary, control }) => {
      return expect.objectContaining({ metric, limit, canary, control });
    });
    expect(listSeries(compared, window, null)).toEqual(expect.arrayContaining(rows));
    expect(rows).toHaveLength(4);
  });
});
