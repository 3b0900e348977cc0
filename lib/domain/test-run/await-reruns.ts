import { newestAttempts, type TestAttempt } from "./derive-test-status";
import { isRed } from "./find-culprits";

/** An attempt, and when another one was asked for because it failed; epoch seconds. */
export type RepeatableAttempt = TestAttempt & { rerunAt: number | null };

/** A sender that took a request for another attempt has so long to tell of it; then the failure counts after all. */
const rerunPatienceSeconds = 30 * 60;

/**
 * Makes failures for which another attempt is under way count as running: one failure alone does not block a commit
 * while the second look is on its way.
 */
export function awaitReruns<T extends RepeatableAttempt>(attempts: readonly T[], now: number): T[] {
  const awaited = new Set<T>(newestAttempts(attempts).filter((run) => isAwaited(run, now)));
  return attempts.map((run) => (awaited.has(run) ? { ...run, status: "running" } : run));
}

/** Whether a failed attempt waits for the one that was asked for after it. */
export function isAwaited(run: RepeatableAttempt, now: number): boolean {
  if (!isRed(run.status) || run.rerunAt === null) return false;
  // Some senders repeat a run under its old name: what ended after the request is its answer.
  const isAnswered = run.finishedAt !== null && run.finishedAt > run.rerunAt;
  return !isAnswered && now - run.rerunAt < rerunPatienceSeconds;
}

/**
 * Whether a failure is worth another attempt before it counts: the first of this context for this commit, and the
 * context was not red already before the commit, as then another attempt would only tell the same again.
 * @param attempts every attempt of one context for one commit
 */
export function deservesRerun(attempts: readonly RepeatableAttempt[], isHeld: boolean): boolean {
  const [newest] = newestAttempts(attempts);
  if (newest === undefined || !isRed(newest.status) || isHeld) return false;
  const earlier = attempts.filter((run) => run.attempt < newest.attempt);
  return attempts.every((run) => run.rerunAt === null) && !earlier.some((run) => run.status === "failed");
}
