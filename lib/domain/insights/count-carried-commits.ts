import { countWords } from "./count-words";
import type { RolloutFact } from "./insight-facts";
import { type InsightWindow, isWithin } from "./insight-window";

export type CarriedCommits = {
  summary: string;
  /** Rollouts that carried commits. */
  rollouts: number;
  /** Commits per rollout, to one decimal; null = no rollout carried any. */
  mean: number | null;
  /** Rollouts by how many they carried. */
  one: number;
  two: number;
  three: number;
  more: number;
};

/** How many commits the rollouts carried that started and have ended; a rollback carries none. */
export function countCarriedCommits(rollouts: readonly RolloutFact[], window: InsightWindow): CarriedCommits {
  const carried = rollouts
    .filter(({ kind, startedAt, endedAt }) => kind !== "rollback" && startedAt !== null && isWithin(window, endedAt))
    .map(({ commits }) => commits)
    .filter((commits) => commits > 0);
  const count = (commits: number) => carried.filter((each) => each === commits).length;
  const all = carried.reduce((sum, commits) => sum + commits, 0);
  const counts = {
    rollouts: carried.length,
    mean: carried.length === 0 ? null : Math.round((all / carried.length) * 10) / 10,
    ...{ one: count(1), two: count(2), three: count(3), more: carried.filter((each) => each > 3).length },
  };
  return { summary: summarise(counts, window), ...counts };
}

function summarise({ rollouts, mean, ...by }: Omit<CarriedCommits, "summary">, { words }: InsightWindow): string {
  if (mean === null) return `No rollout that carried commits has ended ${words}.`;
  const split = `${by.one} carried one, ${by.two} two, ${by.three} three, ${by.more} more`;
  return `${countWords(rollouts, "rollout")} carried ${mean} ${mean === 1 ? "commit" : "commits"} on average: ${split}.`;
}
