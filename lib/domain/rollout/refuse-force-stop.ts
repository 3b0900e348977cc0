import { isFinal, type RolloutState } from "./states";

/** An accepted abort has so long to be obeyed before a person may end the rollout unheard; seconds. */
export const forceStopAfterSeconds = 5;

/**
 * Why a person may not end a rollout whose abort nobody obeys, as a sentence; null when she may. One that fails ends by
 * itself, and cannot be aborted either.
 * @param now epoch milliseconds, as `abortRequestedAt`
 */
export function refuseForceStop(
  rollout: { number: number; state: RolloutState; abortRequestedAt: number | null },
  now: number,
): string | null {
  const { number, state, abortRequestedAt } = rollout;
  if (isFinal(state)) return `Rollout #${number} has ended already: it is ${state}.`;
  if (state === "failing") return `Rollout #${number} is failing: it ends by itself once its hosts are heard of.`;
  if (abortRequestedAt === null) return `Nobody has aborted rollout #${number}: abort it first.`;
  const left = Math.ceil((abortRequestedAt - now) / 1000) + forceStopAfterSeconds;
  if (left <= 0) return null;
  return `Rollout #${number} has just been aborted: give its workers another ${left} s to stop it.`;
}
