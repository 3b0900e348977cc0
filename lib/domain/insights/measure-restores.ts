import { describeDuration } from "../describe-duration";
import { countWords } from "./count-words";
import type { RolloutFact } from "./insight-facts";
import { type InsightWindow, isWithin } from "./insight-window";
import { listRollbacksAsked } from "./list-rollbacks-asked";
import { nearestRank } from "./nearest-rank";

type Failure = {
  rollout: number;
  knownAt: string;
  /** Null = the fleet is not yet back on a good revision. */
  restoredAt: string | null;
  /** The rollout that brought it back. */
  restoredBy: number | null;
  seconds: number | null;
};

export type Restores = {
  summary: string;
  definition: string;
  restored: number;
  open: number;
  /** Of those that are restored: by nearest rank, and the longest; seconds. */
  p50: number | null;
  longest: number | null;
  /** Newest first. */
  failures: Failure[];
};

const restoreDefinition =
  "From the moment a failure was known (a rollout failed, or its rollback was asked for) until that rollback, or the next rollout, had succeeded on the whole fleet. One that failed only because the rollout ahead of it did is part of that failure.";

/** Time to restore, of the failures that became known in the window. What is still open is told, and counted in no figure. */
export function measureRestores(rollouts: readonly RolloutFact[], window: InsightWindow): Restores {
  const asked = listRollbacksAsked(rollouts);
  const successes = listSuccesses(rollouts);
  const failures = rollouts
    .flatMap((rollout) => {
      const knownAt = findKnown(rollout, asked);
      return isWithin(window, knownAt) ? [restore(rollout, knownAt, successes)] : [];
    })
    .toSorted((a, b) => b.rollout - a.rollout);
  const took = failures.flatMap(({ seconds }) => seconds ?? []).sort((a, b) => a - b);
  const figures = {
    ...{ restored: took.length, open: failures.length - took.length },
    ...{ p50: nearestRank(took, 50), longest: nearestRank(took, 100) },
  };
  return { summary: summarise(figures, window), definition: restoreDefinition, ...figures, failures };
}

/** A rollback that fails makes no failure of its own: the one it was to take back goes on. */
function findKnown({ number, kind, failedAt, failedBehind }: RolloutFact, asked: Map<number, number>): number | null {
  if (kind === "rollback" || failedBehind) return null;
  const known = [failedAt, asked.get(number)].flatMap((at) => at ?? []);
  return known.length === 0 ? null : Math.min(...known);
}

type Success = { number: number; endedAt: number };

/** Rollouts that succeeded, in the order they did. */
function listSuccesses(rollouts: readonly RolloutFact[]): Success[] {
  return rollouts
    .flatMap(({ number, state, endedAt }) => (state === "succeeded" && endedAt !== null ? [{ number, endedAt }] : []))
    .toSorted((a, b) => a.endedAt - b.endedAt);
}

function restore({ number }: RolloutFact, knownAt: number, successes: readonly Success[]): Failure {
  const next = successes.find((success) => success.number > number && success.endedAt >= knownAt);
  return {
    rollout: number,
    knownAt: new Date(knownAt).toISOString(),
    restoredAt: next ? new Date(next.endedAt).toISOString() : null,
    restoredBy: next?.number ?? null,
    seconds: next ? (next.endedAt - knownAt) / 1000 : null,
  };
}

type Figures = Pick<Restores, "restored" | "open" | "p50" | "longest">;

function summarise({ restored, open, p50, longest }: Figures, { words }: InsightWindow): string {
  if (restored + open === 0) return `No failure became known ${words}.`;
  const waiting = open === 0 ? "" : ` ${open} ${open === 1 ? "is" : "are"} not yet restored.`;
  const failures = `${countWords(restored + open, "failure")} became known ${words}`;
  if (p50 === null || longest === null) return `${failures}.${waiting}`;
  const took = `half of the ${restored} restored took ${describeDuration(p50)} at most, the longest ${describeDuration(longest)}`;
  return `${failures}: ${took}.${waiting}`;
}
