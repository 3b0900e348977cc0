import type { ArmSample, CanaryInput } from "./canary-input";
import type { ArmCounts } from "./compare-arms";
import { completeConfig, type Terms } from "./complete-config";
import type { SeriesPoint } from "./down-sample";
import type { SampleWindow } from "./group-samples";
import { describeGate, gatePercent } from "./is-large-difference";
import { countForRule, describeLimit } from "./judge-static-rules";
import { type Comparison, listComparisons } from "./list-comparisons";

/** How one metric went, interval by interval. */
export type MetricSeries = {
  /** Metric and limit as the verdict names them. */
  metric: string;
  limit: string;
  /** The limit in percent of what it counts; null = it depends on a control that has answered nothing. */
  limitPercent: number | null;
  /** Everything together; a control is null when there is none, or none that has answered. */
  canary: ArmCounts;
  control: ArmCounts | null;
  /** Every interval of the window, oldest first, also those in which nothing was answered. */
  points: SeriesPoint[];
};

type Counted = {
  metric: string;
  limit: string;
  percentOf: (control: ArmCounts | null) => number | null;
  count: Comparison["count"];
};

/**
 * A series for each row of the verdict: its rules, then what is only compared.
 *
 * @param look the one at which the verdict was reached: what came after it is in none of its numbers; null = the last
 */
export function listSeries(input: CanaryInput, window: SampleWindow, look: number | null): MetricSeries[] {
  const missed = look === null ? undefined : input.intervals[look]?.startMs;
  const seen = { ...window, closedBefore: Math.min(missed ?? window.closedBefore, window.closedBefore) };
  const terms = completeConfig(input.config);
  return [...countRules(terms), ...countCompared(input, terms)].map(({ metric, limit, percentOf, count }) => {
    const points = listPoints(input, seen, count);
    const control = addUp(points.map((point) => point.control));
    const canary = addUp(points.map((point) => point.canary)) ?? { n: 0, bad: 0 };
    return { metric, limit, limitPercent: percentOf(control), canary, control, points };
  });
}

function countRules({ rules, excludeCodes }: Terms): Counted[] {
  return rules.map((rule) => ({
    metric: rule.metric,
    limit: describeLimit(rule),
    percentOf: () => rule.pct,
    count: ({ codes }) => countForRule(rule, codes, excludeCodes),
  }));
}

function countCompared(input: CanaryInput, terms: Terms): Counted[] {
  const ruled = new Set(terms.rules.map(({ metric }) => metric));
  return listComparisons(input, terms)
    .filter(({ family, name }) => family !== "endpoints" && !ruled.has(name))
    .map(({ name, gate, count }) => ({
      metric: name,
      limit: describeGate(gate),
      percentOf: (control) => gatePercent(control, gate),
      count,
    }));
}

function listPoints({ intervals }: CanaryInput, window: SampleWindow, count: Comparison["count"]): SeriesPoint[] {
  const { countedFrom, closedBefore, intervalMs } = window;
  const known = new Map(intervals.map((interval) => [interval.startMs, interval]));
  const points: SeriesPoint[] = [];
  const first = Math.ceil(countedFrom / intervalMs) * intervalMs;
  for (let atMs = first; atMs + intervalMs <= closedBefore; atMs += intervalMs) {
    const interval = known.get(atMs);
    points.push({ atMs, canary: countArm(interval?.canary, count), control: countArm(interval?.control, count) });
  }
  return points;
}

/** Null, never a share of 0 %, where an arm has answered nothing. */
function countArm(sample: ArmSample | null | undefined, count: Comparison["count"]): ArmCounts | null {
  const counts = sample ? count(sample) : null;
  return counts && counts.n > 0 ? { n: counts.n, bad: counts.bad } : null;
}

function addUp(counts: readonly (ArmCounts | null)[]): ArmCounts | null {
  return counts.reduce((sum, next) => {
    return sum && next ? { n: sum.n + next.n, bad: sum.bad + next.bad } : (sum ?? next);
  }, null);
}
