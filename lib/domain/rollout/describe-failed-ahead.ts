import { describeFailure } from "./describe";
import type { RolloutState } from "./states";

/** Why a rollout cannot go on behind one that did not get through. */
export function describeFailedAhead(ahead: {
  number: number;
  state: RolloutState;
  failureReason: string | null;
}): string {
  const name = `Rollout #${ahead.number}, ahead of this one,`;
  if (ahead.state === "aborting" || ahead.state === "aborted") return `${name} was aborted.`;
  return describeFailure(`${name} failed`, ahead.failureReason);
}
