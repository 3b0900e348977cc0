/** A rollback that a person asked for together with the abort of a rollout. It begins once that rollout has ended. */
export type RollBackWish = {
  /** Null = the last good revision at the time it begins. */
  toRevision: string | null;
  by: string;
  reason: string;
  /** What came of it: the number of the rollback, or why there is none; null = it has not begun yet. */
  outcome: { rollback: number } | { refusal: string } | null;
};
