import { longestWatchSeconds } from "../canary/list-extensions";
import { describeDuration } from "../describe-duration";
import { decideNext } from "./decide-next";
import { describeFailure } from "./describe";
import type { RolloutSnapshot } from "./snapshot";
import { transition } from "./transitions";

/** A rollout one of whose stages a person wants to decide about while it is being watched. */
export type WatchedRollout = { number: number; failureReason: string | null; snapshot: RolloutSnapshot };

/**
 * Why a person can no longer stop this stage early, as a sentence; null when she can.
 * @param now epoch milliseconds
 */
export function refuseStopEarly({ number, failureReason, snapshot }: WatchedRollout, name: string, now: number) {
  const { state, stages, stageIndex, nextStageTakenBy } = snapshot;
  if (snapshot.abortRequested) return `${snapshot.abortBy ?? "Somebody"} has aborted rollout #${number}.`;
  if (state === "failing" || state === "failed") {
    return describeFailure(`Rollout #${number} ${state === "failed" ? "has failed" : "is failing"}`, failureReason);
  }
  if (state !== "baking") return `Rollout #${number} is ${state}: ${name} is not being watched.`;
  const stage = stages[stageIndex];
  if (stage?.name !== name) return `Rollout #${number} watches ${stage?.name ?? "no stage"}, not ${name}.`;
  if (!stage.bake?.analysis) return `Nobody watches the numbers of ${name}: it is only given time.`;
  const next = decideNext(snapshot, now);
  if (next.step !== "wait" || next.until !== null) return null;
  return `The watch of ${name} is over: rollout #${number} waits for #${nextStageTakenBy} to leave the next stage.`;
}

/**
 * Why a person cannot have this stage watched until then, as a sentence; null when she can. What the judge has decided
 * already stands.
 * @param now epoch milliseconds, as `until`
 */
export function refuseExtension(rollout: WatchedRollout, { stage: name, until }: Extension, now: number) {
  const refusal = refuseStopEarly(rollout, name, now);
  if (refusal !== null) return refusal;
  const { snapshot, number } = rollout;
  const next = decideNext(snapshot, now);
  if (next.step === "apply" && transition(snapshot.state, next.event) !== "baking") {
    return `The watch of ${name} has just ended: rollout #${number} takes its next step.`;
  }
  const { deployedAt, bakeUntil } = snapshot.stages[snapshot.stageIndex] ?? {};
  if (until <= now) return "That moment is over.";
  if (until < (bakeUntil ?? 0)) return `${name} is watched for longer than that already.`;
  if (until <= (deployedAt ?? 0) + longestWatchSeconds * 1000) return null;
  return `No stage is watched for longer than ${describeDuration(longestWatchSeconds)}.`;
}

export type Extension = {
  stage: string;
  /** Epoch milliseconds. */
  until: number;
};
