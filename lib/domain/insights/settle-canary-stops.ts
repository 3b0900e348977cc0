import { countWords } from "./count-words";
import type { CanaryWord, InsightFacts, RolloutFact } from "./insight-facts";
import { type InsightWindow, isWithin } from "./insight-window";

/** What became of a stop; see `stopDefinition`. */
export const stopOutcomes = ["confirmed", "overruled", "lifted", "open"] as const;
export type StopOutcome = (typeof stopOutcomes)[number];

export type CanaryStops = Record<StopOutcome, number> & {
  summary: string;
  definition: string;
  /** Rollouts that the canary let pass, or stopped. */
  judged: number;
  stopped: number;
  /** Newest first. */
  stops: { rollout: number; at: string; by: "failed" | "held"; outcome: StopOutcome }[];
};

const stopDefinition =
  "Judged are rollouts that the canary let pass or stopped. It stops a rollout by failing it, or by holding it without a verdict; a stop is confirmed when nobody went on, overruled when a person let that rollout go on or its revision was rolled out again later (after a stop only a person's word allows that), lifted when it was watched longer and passed, open while it is held. Each rollout counts once, by its last stop.";

/**
 * What the canary stopped, of the rollouts whose numbers began to be judged in the window. One that is still watched, or
 * ended before there was a verdict, is no good one: it is left out.
 */
export function settleCanaryStops({ rollouts, canaryWords }: InsightFacts, window: InsightWindow): CanaryStops {
  const wordsOf = groupByRollout(canaryWords);
  const newest = findNewestByRevision(rollouts);
  const judged = rollouts.filter(
    (rollout) => isWithin(window, rollout.judgedFrom) && (hasPassed(rollout) || wordsOf.has(rollout.number)),
  );
  const stops = judged
    .flatMap((rollout) => {
      const words = wordsOf.get(rollout.number) ?? [];
      const stop = words.findLast(({ word }) => word !== "overridden");
      if (!stop || stop.word === "overridden") return [];
      const outcome = settle(stop, rollout, { words, newest });
      return [{ rollout: rollout.number, at: new Date(stop.at).toISOString(), by: stop.word, outcome }];
    })
    .toSorted((a, b) => b.rollout - a.rollout);
  const count = (outcome: StopOutcome) => stops.filter((stop) => stop.outcome === outcome).length;
  const counts = {
    ...{ judged: judged.length, stopped: stops.length },
    ...{ confirmed: count("confirmed"), overruled: count("overruled"), lifted: count("lifted"), open: count("open") },
  };
  return { summary: summarise(counts, window), definition: stopDefinition, ...counts, stops };
}

function hasPassed({ state, canary }: RolloutFact): boolean {
  return state === "succeeded" || (canary !== null && canary.passedAt !== null);
}

function groupByRollout(words: readonly CanaryWord[]): Map<number, CanaryWord[]> {
  const groups = new Map<number, CanaryWord[]>();
  for (const word of words) groups.set(word.rollout, [...(groups.get(word.rollout) ?? []), word]);
  return groups;
}

function settle(
  stop: CanaryWord,
  rollout: RolloutFact,
  { words, newest }: { words: readonly CanaryWord[]; newest: Map<string, number> },
): StopOutcome {
  const isLetOn = words.some(({ word, at }) => word === "overridden" && at >= stop.at);
  const isRepeated = (newest.get(rollout.toRevision) ?? 0) > rollout.number;
  if (isLetOn || isRepeated) return "overruled";
  if (stop.word === "held" && stop.passedSince) return "lifted";
  return rollout.state === "held" || rollout.state === "baking" ? "open" : "confirmed";
}

/** Number of the newest rollout that began to bring a revision. */
function findNewestByRevision(rollouts: readonly RolloutFact[]): Map<string, number> {
  const newest = new Map<string, number>();
  for (const { number, kind, startedAt, toRevision } of rollouts) {
    if (kind === "rollback" || startedAt === null) continue;
    newest.set(toRevision, Math.max(number, newest.get(toRevision) ?? 0));
  }
  return newest;
}

type Counts = Record<StopOutcome, number> & { judged: number; stopped: number };

function summarise({ judged, stopped, ...by }: Counts, { words }: InsightWindow): string {
  if (judged === 0) return `No canary was judged ${words}.`;
  const watched = `of ${countWords(judged, "rollout")} judged by a canary ${words}`;
  if (stopped === 0) return `The canary stopped none ${watched}.`;
  const rest = [by.lifted > 0 && `, ${by.lifted} lifted`, by.open > 0 && `, ${by.open} still open`].filter(Boolean);
  return `The canary stopped ${stopped} ${watched}: ${by.confirmed} confirmed, ${by.overruled} overruled${rest.join("")}.`;
}
