import type { TestRunStatus } from "./derive-test-status";

/** Newest finished runs that tell how long a context usually takes. */
export const maxTestDurationSamples = 20;

/** Seconds a context usually takes: the median of its newest finished runs; null when none is known. */
export function usualDuration(seconds: readonly number[]): number | null {
  const newest = seconds.slice(0, maxTestDurationSamples).toSorted((a, b) => a - b);
  if (newest.length === 0) return null;
  const middle = Math.floor(newest.length / 2);
  const upper = newest[middle] ?? 0;
  return newest.length % 2 === 1 ? upper : ((newest[middle - 1] ?? 0) + upper) / 2;
}

/** Without a history a run counts as silent after so long. */
const silentSeconds = 30 * 60;

/** How many times its usual duration a run may take before it counts as silent. */
const patience = 3;

/** Seconds after which nobody expects a run of a context to be still under way. */
export function longestWait(usualSeconds: number | null): number {
  return usualSeconds === null ? silentSeconds : Math.max(usualSeconds * patience, 60);
}

/** Waiting for a result, of which the newest word came at `since`; epoch seconds. */
type Awaited = { status: TestRunStatus; since: number };

/** Whether nothing was heard of an unfinished run for so long that nobody should count on it any more. */
export function isSilent(run: Awaited, usualSeconds: number | null, now: number): boolean {
  return unfinished.has(run.status) && now - run.since > longestWait(usualSeconds);
}

const unfinished: ReadonlySet<TestRunStatus> = new Set<TestRunStatus>(["queued", "pending", "running"]);
