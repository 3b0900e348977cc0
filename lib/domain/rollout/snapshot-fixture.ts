import type { RolloutSnapshot, StageSnapshot } from "./snapshot";

/** What most of the tests' rollouts have in common: an automatic one, in nobody's way, that asks nobody anything. */
export const plainRollout = {
  abortRequested: false,
  abortBy: null,
  question: null,
  asksToContinue: null,
  staleBecause: null,
  frozenUntil: null,
  failurePercent: 1,
  failedAhead: null,
  nextStageTakenBy: null,
  guidedFailure: false,
  triesEveryHost: false,
  canaryMode: "enforce",
  onInconclusive: "hold",
} as const satisfies Partial<RolloutSnapshot>;

/** A stage that nothing has happened in: the first is the canary, the others are the fleet. */
export const plainStage = (index: number): Omit<StageSnapshot, "hosts"> => ({
  index,
  name: index === 0 ? "canary" : "fleet",
  unknownOpen: 0,
  failurePercent: null,
  bake: null,
  deployedAt: null,
  bakeUntil: null,
  sampledAt: null,
  verdict: null,
  isWarned: false,
});
