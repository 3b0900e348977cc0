import type { RolloutState } from "../rollout/states";

/** A rollout, as far as the insights tell of it. Times are epoch milliseconds. */
export type RolloutFact = {
  number: number;
  kind: "forward" | "backlog" | "rollback";
  state: RolloutState;
  commits: number;
  toRevision: string;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  /** When it was stopped with the reason it failed for; null = it did not fail. */
  failedAt: number | null;
  /** It failed only because the one ahead of it did. */
  failedBehind: boolean;
  /** The rollout that it takes back; null = it is no rollback. */
  undoes: number | null;
  /** When its abort was asked for together with a rollback; null = it was not. */
  rollbackWishedAt: number | null;
  /** Its first stage that was watched, else the first of several; null = it has no canary. */
  canary: { passedAt: number | null } | null;
  /** When its numbers began to be judged; null = they never were. */
  judgedFrom: number | null;
};

/** What the canary of a rollout said, or a person said to it. */
export type CanaryWord = {
  rollout: number;
  /** The canary failed it, or held it without a verdict; or a person let it go on. */
  word: "failed" | "held" | "overridden";
  /** Epoch milliseconds. */
  at: number;
  /** A stage passed afterwards. */
  passedSince: boolean;
};

/** Commits that went live with one rollout, each for the first time. */
export type WentLive = {
  /** Epoch milliseconds: the end of that rollout. */
  at: number;
  /** Of each commit, from landing to then; seconds. */
  waits: number[];
};

export type InsightFacts = { rollouts: RolloutFact[]; canaryWords: CanaryWord[]; wentLive: WentLive[] };
