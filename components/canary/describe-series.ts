import { countsGood, formatCount, formatLimit, formatRate, nameMetric } from "@/components/canary/canary-numbers";
import { formatAbsolute, formatDuration } from "@/components/ui/time-format";
import type { MetricSeriesView, StageSeriesView } from "@/lib/contracts/api-canary";
import type { CanaryVerdictView } from "@/lib/contracts/canary-views";

type Count = { n: number; bad: number };

/** What a chart shows. */
export interface ShownSeries {
  series: MetricSeriesView;
  stage: StageSeriesView;
  /** What the metric's row in the verdict says, and the requests the canary needs before it may pass. */
  verdict: CanaryVerdictView["verdict"];
  minRequests: number;
  zone: string;
}

/** Everything a chart shows, as one sentence with its numbers. */
export function describeSeries(shown: ShownSeries): string {
  const { metric, limit, canary, control } = shown.series;
  const lack = describeLack(shown);
  const parts = [
    ...(lack ? [`${lack}, too few to judge`] : []),
    `${formatShare(canary, limit)} on the canary`,
    control ? `${formatShare(control, limit)} on the control` : "no control answered",
    `limit ${formatLimit(limit)}`,
    ...describeParts(shown),
  ];
  return `${nameMetric(metric)}: ${parts.join("; ")}.`;
}

function describeParts(shown: ShownSeries): string[] {
  const { points } = shown.series;
  const silent = points.filter(({ canary }) => canary === null).length;
  const each = shown.stage.intervalsPerPoint;
  return [
    ...(silent < points.length ? [describeWorst(shown)] : []),
    ...(silent > 0 ? [`no requests on the canary in ${silent} of ${points.length} parts of the time`] : []),
    ...(each > 1 ? [`each part shows the worst of ${each} intervals`] : []),
  ];
}

/** "canary at worst 4.1 % (17 of 412) at 14:03:20" */
export function describeWorst({ series, stage, zone }: ShownSeries): string {
  const { points, limit } = series;
  const answered = points.flatMap(({ at, canary }) => (canary ? [{ at, canary }] : []));
  const worst = answered.toSorted((a, b) => b.canary.bad / b.canary.n - a.canary.bad / a.canary.n)[0];
  if (!worst) return "the canary has answered nothing";
  if (worst.canary.bad === 0) return `canary always at ${formatRate(worst.canary, limit)}`;
  return `canary at worst ${formatShare(worst.canary, limit)} at ${formatPointTime(worst.at, stage, zone)}`;
}

/** "No data: 12 of 60 requests"; null when there are enough to judge, or so bad that fewer were enough to fail. */
export function describeLack({ series: { canary }, verdict, minRequests }: ShownSeries): string | null {
  if (canary.n >= minRequests || (verdict === "fail" && canary.n > 0)) return null;
  return `No data: ${formatCount(canary.n)} of ${formatCount(minRequests)} requests`;
}

/** "1.9 % (80 of 4,210)", as the limit counts them; "no requests", never 0 %, when there were none. */
export function formatShare(count: Count | null, limit: string): string {
  if (!count || count.n === 0) return "no requests";
  const counted = countsGood(limit) ? count.n - count.bad : count.bad;
  return `${formatRate(count, limit)} (${formatCount(counted)} of ${formatCount(count.n)})`;
}

/** The clock, with the date only where the look was on another day. */
export function formatPointTime(at: string, stage: StageSeriesView, zone: string): string {
  return formatAbsolute(Date.parse(at), Date.parse(stage.verdictAt), zone);
}

/** How long one point stands for. */
export function formatPointSpan({ intervalSeconds, intervalsPerPoint }: StageSeriesView): string {
  const whole = formatDuration(intervalSeconds * intervalsPerPoint * 1000);
  return intervalsPerPoint > 1
    ? `the worst ${formatDuration(intervalSeconds * 1000)} of every ${whole}`
    : `every ${whole}`;
}
