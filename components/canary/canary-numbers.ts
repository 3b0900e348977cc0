import { type Status, verdictStatus } from "@/components/ui/status";
import type { CanaryVerdictView } from "@/lib/contracts/views";

type Metric = CanaryVerdictView["metrics"][number];
type Count = { n: number; bad: number };

const worstFirst = ["fail", "inconclusive", "pass"] as const satisfies readonly Metric["verdict"][];

/** "p99" says nothing to whoever is on call: it counts the requests slower than that of before. */
export function nameMetric(metric: string): string {
  return /^p\d/.test(metric) ? `slower than ${metric} before` : metric;
}

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

/** Percent of the requests, as the limit counts them; null when there were none. */
export function shareInPercent(count: Count | null, limit: string): number | null {
  if (!count || count.n <= 0) return null;
  const counted = countsGood(limit) ? count.n - count.bad : count.bad;
  const share = (counted / count.n) * 100;
  return Number.isFinite(share) ? share : null;
}

/** A lower limit speaks of the good requests, any other of the bad. */
export function countsGood(limit: string): boolean {
  return /^(>|≥|at least|more than|above)/.test(limit);
}

/** "12 of 60 requests" while there are too few to judge, "4,210 / 41,877" after that. */
export function formatSamples(metric: Metric, minRequests: number): string {
  const canary = metric.canary.n;
  if (canary < minRequests) return `${formatCount(canary)} of ${formatCount(minRequests)} requests`;
  return metric.control ? `${formatCount(canary)} / ${formatCount(metric.control.n)}` : formatCount(canary);
}

/** ">= 90 %" as people write it: "≥ 90 %". */
export function formatLimit(limit: string): string {
  return limit.replace(">=", "≥").replace("<=", "≤");
}

/** How a metric came off: passed needs data, whatever was sent; some data is not called none. */
export function metricStatus({ verdict, canary }: Metric, minRequests: number): Status {
  if (verdict === "fail") return verdictStatus(verdict, true);
  if (canary.n <= 0) return verdictStatus("inconclusive", false);
  return canary.n < minRequests ? { code: "unknown", word: "Too few" } : verdictStatus(verdict, true);
}

/** Whether one metric failed on fewer requests than another still lacks to pass. */
export function isFailedEarly({ metrics, minRequests }: Pick<CanaryVerdictView, "metrics" | "minRequests">): boolean {
  const isShort = ({ canary }: Metric) => canary.n < minRequests;
  return (
    metrics.some((metric) => metric.verdict === "fail" && isShort(metric)) &&
    metrics.some((metric) => metric.verdict !== "fail" && isShort(metric))
  );
}

/** Percent in as many digits as tell something. */
export function roundPercent(percent: number): string {
  if (percent > 0 && percent < 0.1) return percent.toFixed(2);
  return String(Number(percent.toFixed(1)));
}

/** "4,210" */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}
