import type { VerdictWord } from "./canary-verdict";

/** What came of a host that posed as canary, and the limits that failed it. */
export type JudgedWindow = { verdict: VerdictWord; failedBy: readonly string[] };

/** Of so many good windows that brought a verdict, so many would have been stopped. */
export type StopRate = { windows: number; stopped: number };

/** How often one limit, or any of them (null), would have stopped a host to which nothing was deployed. */
export function rateWindows(windows: readonly JudgedWindow[], limit: string | null): StopRate {
  const judged = windows.filter(({ verdict }) => verdict !== "inconclusive");
  const stopped = judged.filter(
    ({ verdict, failedBy }) => verdict === "fail" && (limit === null || failedBy.includes(limit)),
  );
  return { windows: judged.length, stopped: stopped.length };
}

/** 95 % of a normal distribution lie so many standard deviations around its middle. */
const z = 1.96;

/** Where the true rate is with 95 % confidence, in percent (Wilson); null without any window: 0 of 0 is no rate. */
export function findConfidence({ windows, stopped }: StopRate): { from: number; to: number } | null {
  if (windows === 0) return null;
  const rate = stopped / windows;
  const whole = 1 + (z * z) / windows;
  const middle = (rate + (z * z) / (2 * windows)) / whole;
  const spread = (z / whole) * Math.sqrt((rate * (1 - rate)) / windows + (z * z) / (4 * windows * windows));
  return { from: toPercent(middle - spread), to: toPercent(middle + spread) };
}

function toPercent(share: number): number {
  return Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10;
}

/** The rate as a sentence, with what so few windows allow to say. */
export function describeRate(rate: StopRate, days: number): string {
  const confidence = findConfidence(rate);
  if (!confidence) return "No window yet.";
  const noun = rate.windows === 1 ? "window" : "windows";
  return `Would have stopped ${rate.stopped} of ${rate.windows} good ${noun} in ${days} days (${confidence.from} to ${confidence.to} %, with 95 % confidence).`;
}
