import { builtInSource } from "./built-in-runner";
import { newestAttempts, type TestAttempt } from "./derive-test-status";
import { isSilent } from "./usual-duration";

/** An attempt, who told of it, and when it was first heard of; epoch seconds. */
export type HeardAttempt = TestAttempt & { source: string; createdAt: number };

/** When the newest word of an attempt came, as far as it is unfinished. */
export function lastHeard({ startedAt, createdAt }: Pick<HeardAttempt, "startedAt" | "createdAt">): number {
  return Math.max(startedAt ?? 0, createdAt);
}

/** Whether a sender stopped telling of an attempt. The built-in runner's own are known to wait or to run. */
export function hasFallenSilent(run: HeardAttempt, usual: ReadonlyMap<string, number>, now: number): boolean {
  const word = { status: run.status, since: lastHeard(run) };
  return run.source !== builtInSource && isSilent(word, usual.get(run.context) ?? null, now);
}

/**
 * The contexts of a commit that count and fell silent, and the oldest of their last words; null when none did.
 * @param required contexts that count; empty = all
 */
export function findSilence(
  attempts: readonly HeardAttempt[],
  { required, usual, now }: { required: readonly string[]; usual: ReadonlyMap<string, number>; now: number },
): { contexts: string[]; since: number } | null {
  const silent = newestAttempts(attempts).filter(
    (run) => (required.length === 0 || required.includes(run.context)) && hasFallenSilent(run, usual, now),
  );
  if (silent.length === 0) return null;
  return { contexts: silent.map((run) => run.context), since: Math.min(...silent.map(lastHeard)) };
}
