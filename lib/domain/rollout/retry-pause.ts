type RetriedStep = { retries: number; retryPause: number; retryOn?: number[] | undefined };

/** A pause grows no longer than this: seconds. */
const longestPause = 300;

/** Seconds between a try and the next one, in whole seconds, which is what every host's `sleep` understands. */
export function pauseAfter({ retryPause }: RetriedStep, attempt: number): number {
  return Math.min(longestPause, Math.ceil(retryPause) * 2 ** (attempt - 1));
}

/** Whether a step that ended with this exit code is tried again. */
export function isTriedAgain(step: RetriedStep, { attempt, exitCode }: { attempt: number; exitCode: number }): boolean {
  return exitCode !== 0 && attempt <= step.retries && (step.retryOn?.includes(exitCode) ?? true);
}

/** Seconds a step takes when every try takes as long as it may. */
export function longestStepSeconds(step: RetriedStep & { timeout: number }): number {
  let seconds = step.timeout;
  for (let attempt = 1; attempt <= step.retries; attempt++) seconds += pauseAfter(step, attempt) + step.timeout;
  return seconds;
}
