import type { CanaryVerdictView } from "@/lib/contracts/views";

type Metric = CanaryVerdictView["metrics"][number];
type Count = { n: number; bad: number };

const worstFirst = ["fail", "inconclusive", "pass"] as const satisfies readonly Metric["verdict"][];

/** Metrics in the order in which a person should read them. */
export function sortMetrics(metrics: readonly Metric[]): Metric[] {
  return metrics.toSorted((a, b) => worstFirst.indexOf(a.verdict) - worstFirst.indexOf(b.verdict));
}

/**
 * "1.9 %" of the requests, as the limit counts them: of "≥ 90 %" the good ones, otherwise the bad. "no data" when there
 * were none, never 0 %.
 */
export function formatRate(count: Count | null, limit: string): string {
  const share = shareInPercent(count, limit);
  return share === null ? "no data" : `${roundPercent(share)} %`;
}

/** "+1.7 pt" from control to canary; "not known" when either had no request. */
export function formatDifference(metric: Pick<Metric, "canary" | "control" | "limit">): string {
  const canary = shareInPercent(metric.canary, metric.limit);
  const control = shareInPercent(metric.control, metric.limit);
  if (canary === null || control === null) return "not known";
  const size = roundPercent(Math.abs(canary - control));
  if (Number(size) === 0) return "0 pt";
  return `${canary < control ? "−" : "+"}${size} pt`;
}

function shareInPercent(count: Count | null, limit: string): number | null {
  if (!count || count.n <= 0) return null;
  const counted = /^(>|≥|at least|more than|above)/.test(limit) ? count.n - count.bad : count.bad;
  const share = (counted / count.n) * 100;
  return Number.isFinite(share) ? share : null;
}

/** "12 of 60 requests" while there are too few to judge, "4,210 / 41,877" after that. */
export function formatSamples(metric: Metric, minRequests: number): string {
  const canary = metric.canary.n;
  if (canary < minRequests) return `${group(canary)} of ${group(minRequests)} requests`;
  return metric.control ? `${group(canary)} / ${group(metric.control.n)}` : group(canary);
}

/** ">= 90 %" as people write it: "≥ 90 %". */
export function formatLimit(limit: string): string {
  return limit.replace(">=", "≥").replace("<=", "≤");
}

/** The word of a metric's verdict: passed needs data, whatever was sent. */
export function metricVerdict(metric: Metric, minRequests: number): Metric["verdict"] {
  if (metric.verdict === "pass" && (metric.canary.n <= 0 || metric.canary.n < minRequests)) return "inconclusive";
  return metric.verdict;
}

function roundPercent(percent: number): string {
  if (percent > 0 && percent < 0.1) return percent.toFixed(2);
  return String(Number(percent.toFixed(1)));
}

function group(count: number): string {
  return count.toLocaleString("en-US");
}
