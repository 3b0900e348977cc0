import type { VerdictWord } from "../canary/canary-verdict";
import type { InconclusiveAction, Unsettled } from "../canary/settle-inconclusive";
import type { RolloutQuestion } from "./questions";
import type { RolloutState } from "./states";

/** Hosts of a stage by the state of their newest attempt. */
export type HostCounts = {
  total: number;
  queued: number;
  running: number;
  succeeded: number;
  failed: number;
  skipped: number;
  unknown: number;
};

/** What a bad verdict on a canary does: it is only shown, it is told and the rollout goes on, or it fails the rollout. */
export const canaryModes = ["observe", "warn", "enforce"] as const;

export type CanaryMode = (typeof canaryModes)[number];

export type VerdictSnapshot = Unsettled & { verdict: VerdictWord; at: number };

export type StageSnapshot = {
  index: number;
  name: string;
  hosts: HostCounts;
  /** Unknown hosts that are still being asked. */
  unknownOpen: number;
  /** Share of this stage's own hosts that may fail to deploy; null = only the limit of the whole rollout counts. */
  failurePercent: number | null;
  /** Null: the stage passes as soon as its hosts are deployed. Seconds. Without analysis it is only waited. */
  bake: { analysis: boolean; for: number; extendTo: number; poll: number } | null;
  /** Epoch milliseconds; null = not yet. */
  deployedAt: number | null;
  bakeUntil: number | null;
  /** When the canary was last looked at. */
  sampledAt: number | null;
  verdict: VerdictSnapshot | null;
  /** A bad verdict has been told since its hosts were deployed. */
  isWarned: boolean;
};

/** All that `decideNext` may know of a rollout. */
export type RolloutSnapshot = {
  state: RolloutState;
  stageIndex: number;
  stages: StageSnapshot[];
  abortRequested: boolean;
  /** Who asked for the abort. */
  abortBy: string | null;
  /** What a person has been asked and has not answered. */
  question: RolloutQuestion | null;
  /** Why a person says whether it goes on once the canary has passed: by its mode, or as nobody watches; null = none does. */
  asksToContinue: "mode" | "unwatched" | null;
  /** Why what is proposed is no longer what would be deployed; null = it still is, or it is no proposal. */
  staleBecause: string | null;
  /** End of the freeze in force, epoch milliseconds; null = none, or it has started. */
  frozenUntil: number | null;
  failurePercent: number;
  /** Why the rollout ahead of this one did not get through, as a sentence; null = it did, or goes on, or there is none. */
  failedAhead: string | null;
  /** Number of the rollout that is still in the next stage; null = it is free. */
  nextStageTakenBy: number | null;
  /** Too many failed hosts hold the rollout for a person instead of failing it. */
  guidedFailure: boolean;
  /** Failed hosts keep it from no other host: they are judged once all were tried. */
  triesEveryHost: boolean;
  canaryMode: CanaryMode;
  onInconclusive: InconclusiveAction;
};

/** The stages a rollout has come to, the current one last. */
export function reachedStages({ stages, stageIndex }: RolloutSnapshot): StageSnapshot[] {
  return stages.slice(0, stageIndex + 1);
}

/** Sums the counts of several stages. */
export function addHostCounts(counts: HostCounts[]): HostCounts {
  const sum: HostCounts = { total: 0, queued: 0, running: 0, succeeded: 0, failed: 0, skipped: 0, unknown: 0 };
  for (const count of counts) {
    for (const key of Object.keys(sum) as (keyof HostCounts)[]) sum[key] += count[key];
  }
  return sum;
}
