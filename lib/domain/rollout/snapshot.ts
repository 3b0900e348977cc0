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

export type StageSnapshot = {
  index: number;
  name: string;
  hosts: HostCounts;
  /** Unknown hosts that are still being asked. */
  unknownOpen: number;
  /** Null: the stage passes as soon as its hosts are deployed. Seconds. */
  bake: { for: number; extendTo: number; poll: number } | null;
  /** Epoch milliseconds; null = not yet. */
  deployedAt: number | null;
  bakeUntil: number | null;
  /** When the canary was last looked at. */
  sampledAt: number | null;
  verdict: { verdict: "pass" | "fail" | "inconclusive"; why: string; at: number } | null;
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
  canaryMode: "warn" | "enforce";
};

/** Sums the counts of several stages. */
export function addHostCounts(counts: HostCounts[]): HostCounts {
  const sum: HostCounts = { total: 0, queued: 0, running: 0, succeeded: 0, failed: 0, skipped: 0, unknown: 0 };
  for (const count of counts) {
    for (const key of Object.keys(sum) as (keyof HostCounts)[]) sum[key] += count[key];
  }
  return sum;
}
