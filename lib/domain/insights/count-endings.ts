import { countWords } from "./count-words";
import type { RolloutFact } from "./insight-facts";
import type { InsightWindow } from "./insight-window";
import { splitByDay } from "./split-by-day";

const endings = ["succeeded", "failed", "aborted"] as const;

/** Rollouts by how they ended. */
type Endings = Record<(typeof endings)[number], number>;

export type EndingCounts = Endings & {
  summary: string;
  /** How many of them were rollbacks. */
  rollbacks: number;
  perDay: (Endings & { date: string })[];
};

/** Rollouts, rollbacks among them, by how they ended and on which day. One that was discarded never was one. */
export function countEndings(rollouts: readonly RolloutFact[], window: InsightWindow): EndingCounts {
  const isEnding = ({ state }: RolloutFact) => endings.some((ending) => ending === state);
  const split = splitByDay(rollouts.filter(isEnding), window.days, ({ endedAt }) => endedAt);
  const perDay = window.days.map(({ date }, index) => ({ date, ...countByState(split[index] ?? []) }));
  const ended = split.flat();
  const counts = { ...countByState(ended), rollbacks: ended.filter(({ kind }) => kind === "rollback").length };
  return { summary: summarise(counts, window), ...counts, perDay };
}

function countByState(rollouts: readonly RolloutFact[]): Endings {
  const count = (state: (typeof endings)[number]) => rollouts.filter((rollout) => rollout.state === state).length;
  return { succeeded: count("succeeded"), failed: count("failed"), aborted: count("aborted") };
}

function summarise({ succeeded, failed, aborted, rollbacks }: Endings & { rollbacks: number }, window: InsightWindow) {
  const all = succeeded + failed + aborted;
  if (all === 0) return `No rollout has ended ${window.words}.`;
  const back = rollbacks === 0 ? "" : ` ${rollbacks} of them ${rollbacks === 1 ? "was a rollback" : "were rollbacks"}.`;
  const how = `${succeeded} succeeded, ${failed} failed, ${tellAborted(aborted)}`;
  return `${countWords(all, "rollout")} ended ${window.words}: ${how}.${back}`;
}

function tellAborted(aborted: number): string {
  if (aborted === 0) return "none was aborted";
  return aborted === 1 ? "1 was aborted" : `${aborted} were aborted`;
}
