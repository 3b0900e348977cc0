import { forceStopAfterSeconds } from "./refuse-force-stop";
import { isFinal, type RolloutState } from "./states";

type AbortedRollout = {
  state: RolloutState;
  abort: { requestedAt: string } | null;
  workerSilentSince: string | null;
};

/**
 * How long nobody has answered an accepted abort: no worker has obeyed it, or none is heard of since. Null while workers
 * have time left, or once they have said something. Milliseconds, as `now`.
 */
export function measureAbortSilence({ state, abort, workerSilentSince }: AbortedRollout, now: number): number | null {
  if (abort === null || isFinal(state) || state === "failing") return null;
  const asked = Date.parse(abort.requestedAt);
  if (now - asked < forceStopAfterSeconds * 1000) return null;
  if (state !== "aborting") return now - asked;
  return workerSilentSince === null ? null : Math.max(0, now - Math.max(asked, Date.parse(workerSilentSince)));
}
