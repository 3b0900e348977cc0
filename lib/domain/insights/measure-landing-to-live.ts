import { describeDuration } from "../describe-duration";
import { countWords } from "./count-words";
import type { WentLive } from "./insight-facts";
import type { InsightWindow } from "./insight-window";
import { nearestRank } from "./nearest-rank";
import { percentOf } from "./percent-of";
import { splitByDay } from "./split-by-day";

/** How long commits took from landing to live; of none, no figure is known. */
type Waits = {
  commits: number;
  /** By nearest rank, seconds. */
  p50: number | null;
  p95: number | null;
  /** Commits that took no longer than the time goal, and their share. */
  withinGoal: number;
  percentWithinGoal: number | null;
};

export type LandingToLive = Waits & {
  summary: string;
  definition: string;
  /** Seconds. */
  goal: number;
  perDay: (Waits & { date: string })[];
};

const waitDefinition =
  "From landing to the end of the first rollout that brought the commit and succeeded on the whole fleet. Percentiles are by nearest rank: of the commits themselves, nothing in between.";

/**
 * From landing to the end of the first rollout that brought a commit and succeeded, of the commits that went live in the
 * window; by the day that they did.
 * @param goal the time goal of the project, seconds
 */
export function measureLandingToLive(
  wentLive: readonly WentLive[],
  { window, goal }: { window: InsightWindow; goal: number },
): LandingToLive {
  const live = splitByDay(wentLive, window.days, ({ at }) => at);
  const perDay = window.days.map(({ date }, index) => ({ date, ...measure(live[index] ?? [], goal) }));
  const all = measure(live.flat(), goal);
  return { summary: summarise(all, goal, window), definition: waitDefinition, goal, ...all, perDay };
}

function measure(live: readonly WentLive[], goal: number): Waits {
  // There may be a hundred thousand: an array of numbers is sorted as such, many times faster.
  const waits = Float64Array.from(live.flatMap((each) => each.waits)).sort();
  const withinGoal = waits.filter((seconds) => seconds <= goal).length;
  return {
    commits: waits.length,
    p50: nearestRank(waits, 50),
    p95: nearestRank(waits, 95),
    withinGoal,
    percentWithinGoal: percentOf(withinGoal, waits.length),
  };
}

function summarise({ commits, p50, p95, withinGoal, percentWithinGoal }: Waits, goal: number, window: InsightWindow) {
  const aim = `the time goal of ${describeDuration(goal)}`;
  if (p50 === null || p95 === null) return `No commit has gone live ${window.words}: no data about ${aim}.`;
  const how = `half were live within ${describeDuration(p50)} of landing, 95 % within ${describeDuration(p95)}`;
  const met = `${withinGoal} of ${commits} (${percentWithinGoal} %) met ${aim}`;
  return `${countWords(commits, "commit")} went live ${window.words}: ${how}. ${met}.`;
}
