import type { ArmSample, CanaryInput, CanaryInterval } from "./canary-input";
import type { ComparisonFamily } from "./canary-verdict";
import type { ArmCounts } from "./compare-arms";
import type { Terms } from "./complete-config";
import { findPhi } from "./estimate-dispersion";
import type { DifferenceGate } from "./is-large-difference";
import { countBadRequests, countRequests, type Metric } from "./tally-requests";
import { chooseEndpoints, countEndpoint } from "./tell-endpoints-apart";

/** One thing that is compared between the arms. */
export type Comparison = {
  family: ComparisonFamily;
  /** The metric, quantile or endpoint. */
  name: string;
  /** How many times the odds of the control the alternatives are that share the bet. */
  odds: readonly number[];
  /** How much more than by chance the hosts differ in it. */
  phi: number;
  gate: DifferenceGate;
  /** What an arm has of it in one interval; null = it was not measured there. */
  count: (sample: ArmSample) => ArmCounts | null;
};

export const errorOdds = [1.5, 2, 3, 5, 10, 30, 100] as const;
const latencyOdds = [1.25, 1.5, 2, 3, 5, 10] as const;

/** What endpoints are compared by. */
export const endpointMetric: Metric = "5xx";

/** Everything that is configured and was measured in both arms in some interval. */
export function listComparisons(input: CanaryInput, terms: Terms): Comparison[] {
  const all = [...compareMetrics(input, terms), ...compareLatency(input, terms), ...compareEndpoints(input, terms)];
  const intervals = [...(input.carried ?? []), ...input.intervals];
  return all.filter(({ count }) => intervals.some((interval) => countPair(interval, count) !== null));
}

/** Both arms of an interval, when both were measured. */
export function countPair({ canary, control }: CanaryInterval, count: Comparison["count"]) {
  const pair = { canary: count(canary), control: control ? count(control) : null };
  return pair.canary && pair.control ? { canary: pair.canary, control: pair.control } : null;
}

function compareMetrics(input: CanaryInput, terms: Terms): Comparison[] {
  const { metrics, minErrors, minRatio, minAbsDiffPct } = terms.compare;
  return metrics.map((metric) => ({
    family: familyOf(metric),
    name: metric,
    odds: errorOdds,
    phi: phiOf(input, terms, metric),
    gate: { minErrors, minRatio, minAbsDiffPct },
    count: (sample) => countBadRequests(sample.codes, metric, terms.excludeCodes),
  }));
}

/** A login loop answers 302, 401 or 403 and no 5xx. */
export function familyOf(metric: Metric): ComparisonFamily {
  return /^[34]/.test(metric) ? "4xx" : "5xx";
}

function compareLatency(input: CanaryInput, terms: Terms): Comparison[] {
  const { quantiles = [], minRatio = 0, minAbsDiffPct = 0 } = terms.latency ?? {};
  return quantiles.map((quantile) => ({
    family: "latency",
    name: quantile,
    odds: latencyOdds,
    phi: phiOf(input, terms, quantile),
    gate: { minErrors: terms.compare.minErrors, minRatio, minAbsDiffPct },
    count: ({ codes, slow }) => {
      const bad = slow?.[quantile];
      if (bad === undefined) return null;
      // Every request has a duration, whatever its code. Two counters read a moment apart may not quite agree.
      const n = countRequests(codes);
      return { n, bad: Math.min(bad, n) };
    },
  }));
}

function compareEndpoints(input: CanaryInput, terms: Terms): Comparison[] {
  if (!terms.endpoints) return [];
  const { minErrors, minRatio, minAbsDiffPct } = terms.compare;
  const chosen = chooseEndpoints(input, terms.endpoints.max);
  const phi = phiOf(input, terms, endpointMetric);
  return chosen.names.map((name) => ({
    family: "endpoints",
    name,
    odds: errorOdds,
    phi,
    gate: { minErrors, minRatio, minAbsDiffPct },
    count: (sample) => {
      const codes = countEndpoint(sample, name, chosen);
      return codes && countBadRequests(codes, endpointMetric, terms.excludeCodes);
    },
  }));
}

function phiOf({ history = [] }: CanaryInput, terms: Terms, metric: Metric): number {
  return findPhi(terms.compare.phi, history, metric);
}
