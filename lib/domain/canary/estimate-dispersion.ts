import type { Metric } from "./tally-requests";

/**
 * Requests of one host in one interval before the deploy. `bad` answered 5xx; `counts` holds what else is compared
 * ("4xx", "p99", …), and is measured by φ of its own.
 */
export type HostCount = { n: number; bad: number; counts?: Readonly<Record<Metric, number>> | undefined };

/** Interval by interval, the hosts of both arms, always the same ones in the same order. */
export type HostHistory = readonly (readonly HostCount[])[];

/** Bad requests that the formula adds to what was seen and to what was expected, so that a short history says little. */
const prior = 10;

/** φ of one metric: as configured, or of what the history tells of that metric, or else of `bad`. */
export function findPhi(configured: number | "auto", history: HostHistory, metric: Metric): number {
  if (configured !== "auto") return configured;
  const isCounted = history.some((hosts) => hosts.some(({ counts }) => counts && Object.hasOwn(counts, metric)));
  return estimateDispersion(history, isCounted ? ({ counts }) => counts?.[metric] ?? 0 : ({ bad }) => bad);
}

/**
 * φ: by how much the hosts differ more than chance alone explains, at least 1. Errors come in bursts on one host (a
 * stuck connection, a retrying client), and requests that fail together are no independent witnesses: dividing every log
 * likelihood ratio by φ counts a burst about once.
 */
function estimateDispersion(history: HostHistory, countBad: (count: HostCount) => number): number {
  let seen = 0;
  let expected = 0;
  for (const hosts of history) {
    const all = hosts.reduce((sum, host) => sum + host.n, 0);
    const bad = hosts.reduce((sum, host) => sum + countBad(host), 0);
    if (all < 2) continue;
    const rate = bad / all;
    for (const host of hosts) {
      seen += (countBad(host) - host.n * rate) ** 2;
      expected += (host.n * rate * (1 - rate) * (all - host.n)) / (all - 1);
    }
  }
  return Math.max(1, (seen + prior) / (expected + prior));
}
