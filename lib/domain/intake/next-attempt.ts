/** A connection that stood for so long was a good one: the pauses begin anew. */
const lastingSeconds = 60;

const firstPauseSeconds = 2;
const longestPauseSeconds = 60;

/**
 * When a connection that broke, or was not made, is tried again: each pause is twice the one before, up to a minute.
 * @param failures attempts in a row before this one that did not last
 */
export function nextAttempt(ended: { failures: number; connectedSeconds: number }): {
  failures: number;
  pauseSeconds: number;
} {
  const failures = ended.connectedSeconds >= lastingSeconds ? 1 : ended.failures + 1;
  return { failures, pauseSeconds: Math.min(longestPauseSeconds, firstPauseSeconds * 2 ** (failures - 1)) };
}
