const firstDelay = 500;
const longestDelay = 30_000;

/**
 * Milliseconds to wait before try number `attempt` (1 = first retry). Doubles up to 30 s; half of it is chance, so that
 * browsers which lost the same server do not come back in step. `random` is in [0, 1).
 */
export function backOffDelay(attempt: number, random: number): number {
  const full = Math.min(longestDelay, firstDelay * 2 ** Math.min(attempt - 1, 16));
  return Math.round(full / 2 + (full / 2) * random);
}
