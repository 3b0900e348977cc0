const firstDelay = 500;

/**
 * Milliseconds to wait before try number `attempt` (1 = first retry) of a server that cannot be reached. Doubles up to
 * 30 s; half of it is chance, so that browsers which lost the same server do not come back in step. `random` is in
 * [0, 1).
 */
export function backOffDelay(attempt: number, random: number): number {
  const full = Math.min(30_000, firstDelay * 2 ** Math.min(attempt - 1, 16));
  return Math.round(full / 2 + (full / 2) * random);
}

/**
 * The same for a server that answers, but not with the stream: each try costs it something, so it is asked at most
 * twelve times in five minutes. The first tries come quickly, for a proxy answers like this while what is behind it
 * starts again.
 */
export function refusedDelay(attempt: number, random: number): number {
  const least = Math.min(33_000, firstDelay * 3 ** Math.min(attempt - 1, 16));
  return Math.round(least * (1 + random / 5));
}
