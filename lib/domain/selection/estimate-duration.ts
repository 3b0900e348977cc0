/**
 * How long the next rollout is expected to take, and what that rests on. `slowest` is how long the slowest took of those
 * it rests on: the expected time itself where it is configured.
 */
export type ExpectedDuration = { seconds: number; slowest: number; basis: "configured" | "median"; samples: number };

/** Succeeded rollouts that are needed before their median is believed. */
export const minDurationSamples = 5;

/** Only the newest of them count, so that the estimate follows the fleet. */
export const maxDurationSamples = 10;

/**
 * @param durations seconds that succeeded rollouts took, newest first
 * @param policy the configured value, and whether experience may replace it
 */
export function estimateDuration(
  durations: readonly number[],
  policy: { rolloutSeconds: number; adaptive: boolean },
): ExpectedDuration {
  const recent = durations.slice(0, maxDurationSamples);
  if (!policy.adaptive || recent.length < minDurationSamples) {
    const seconds = policy.rolloutSeconds;
    return { seconds, slowest: seconds, basis: "configured", samples: recent.length };
  }
  const seconds = Math.max(1, median(recent));
  return { seconds, slowest: Math.max(seconds, ...recent), basis: "median", samples: recent.length };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + upper) / 2 : upper;
}
