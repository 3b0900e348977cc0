import type { RolloutFact } from "./insight-facts";

/**
 * When it was first asked to take which rollout back: epoch milliseconds by its number. A wish that came to nothing is
 * none.
 */
export function listRollbacksAsked(rollouts: readonly RolloutFact[]): Map<number, number> {
  const wishes = new Map(rollouts.map(({ number, rollbackWishedAt }) => [number, rollbackWishedAt]));
  const asked = new Map<number, number>();
  for (const { undoes, state, createdAt } of rollouts.toSorted((a, b) => a.number - b.number)) {
    if (undoes === null || state === "discarded" || asked.has(undoes)) continue;
    asked.set(undoes, wishes.get(undoes) ?? createdAt);
  }
  return asked;
}
