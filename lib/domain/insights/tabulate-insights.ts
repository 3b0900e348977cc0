import type { Insights } from "./measure-insights";

/** One figure: how it is written depends on its unit, seconds and percent being numbers, a time ISO 8601 in UTC. */
export type InsightCell = {
  value: number | string | null;
  unit: "count" | "seconds" | "percent" | "time" | "rollout" | "text";
  /** What is said in the place of a null. */
  none?: string;
};

export type InsightTable = {
  /** The part that it tells of. */
  part: keyof Insights;
  caption: string;
  /** The first names the rows, the others the cells. */
  heads: string[];
  rows: { head: string; rollout?: number; cells: InsightCell[] }[];
};

/** The numbers of the insights as tables: those that a page shows, and a file holds. */
export function tabulateInsights(insights: Insights): InsightTable[] {
  const { endings, carriedCommits, landingToLive, canaryStops, changeFailures, restores } = insights;
  return [
    tabulateEndings(endings),
    tabulateCommits(carriedCommits),
    tabulateWaits(landingToLive),
    ...tabulateStops(canaryStops),
    ...tabulateFailures(changeFailures),
    ...tabulateRestores(restores),
  ];
}

const noData = "no data";
const count = (value: number): InsightCell => ({ value, unit: "count" });
const seconds = (value: number | null, none = noData): InsightCell => ({ value, unit: "seconds", none });
const percent = (value: number | null): InsightCell => ({ value, unit: "percent", none: noData });
const time = (value: string | null, none = noData): InsightCell => ({ value, unit: "time", none });
const text = (value: string): InsightCell => ({ value, unit: "text" });

function tabulateEndings(endings: Insights["endings"]): InsightTable {
  const toRow = (
    head: string,
    { succeeded, failed, aborted }: Omit<Insights["endings"]["perDay"][number], "date">,
  ) => ({
    head,
    cells: [count(succeeded), count(failed), count(aborted)],
  });
  return {
    part: "endings",
    caption: "Rollouts by how they ended, newest day first",
    heads: ["Day", "Succeeded", "Failed", "Aborted"],
    rows: [toRow("All days", endings), ...endings.perDay.toReversed().map((day) => toRow(day.date, day))],
  };
}

function tabulateCommits({ rollouts, mean, one, two, three, more }: Insights["carriedCommits"]): InsightTable {
  return {
    part: "carriedCommits",
    caption: "Rollouts by how many commits they carried",
    heads: ["Commits", "Rollouts"],
    rows: [
      { head: "1", cells: [count(one)] },
      { head: "2", cells: [count(two)] },
      { head: "3", cells: [count(three)] },
      { head: "more", cells: [count(more)] },
      { head: "any", cells: [count(rollouts)] },
      { head: "mean per rollout", cells: [{ value: mean, unit: "count", none: noData }] },
    ],
  };
}

function tabulateWaits(waits: Insights["landingToLive"]): InsightTable {
  const toRow = (head: string, day: Omit<Insights["landingToLive"]["perDay"][number], "date">) => ({
    head,
    cells: [
      ...[count(day.commits), seconds(day.p50), seconds(day.p95)],
      ...[count(day.withinGoal), percent(day.percentWithinGoal)],
    ],
  });
  return {
    part: "landingToLive",
    caption: "From landing to live, newest day first",
    heads: ["Day", "Commits", "Half within", "95 % within", "Within the goal", "Share"],
    rows: [toRow("All days", waits), ...waits.perDay.toReversed().map((day) => toRow(day.date, day))],
  };
}

function tabulateStops(stops: Insights["canaryStops"]): InsightTable[] {
  const words = [
    ["Judged", stops.judged],
    ["Stopped", stops.stopped],
    ["Confirmed", stops.confirmed],
    ["Overruled", stops.overruled],
    ["Lifted", stops.lifted],
    ["Open", stops.open],
  ] as const;
  const by = { failed: "Failed it", held: "Held it" } as const;
  return [
    {
      part: "canaryStops",
      caption: "Rollouts and their canary",
      heads: ["Canary", "Rollouts"],
      rows: words.map(([head, value]) => ({ head, cells: [count(value)] })),
    },
    {
      part: "canaryStops",
      caption: "Stops by the canary, newest first",
      heads: ["Rollout", "Stopped", "The canary", "Outcome"],
      rows: stops.stops.map((stop) => ({
        ...{ head: `#${stop.rollout}`, rollout: stop.rollout },
        cells: [time(stop.at), text(by[stop.by]), text(stop.outcome)],
      })),
    },
  ];
}

function tabulateFailures(changes: Insights["changeFailures"]): InsightTable[] {
  return [
    {
      part: "changeFailures",
      caption: "Rollouts that got past their canary, or had none",
      heads: ["Rollouts", "Number"],
      rows: [
        { head: "Got past their canary", cells: [count(changes.rollouts)] },
        { head: "Rolled back", cells: [count(changes.rolledBack)] },
        { head: "Failed", cells: [count(changes.failed)] },
        { head: "Change failure rate", cells: [percent(changes.percent)] },
      ],
    },
    {
      part: "changeFailures",
      caption: "Those that failed afterwards, newest first",
      heads: ["Rollout", "Ended", "How"],
      rows: changes.failures.map(({ rollout, how, endedAt }) => ({
        ...{ head: `#${rollout}`, rollout },
        cells: [time(endedAt), text(how)],
      })),
    },
  ];
}

function tabulateRestores(restores: Insights["restores"]): InsightTable[] {
  const open = "not yet restored";
  return [
    {
      part: "restores",
      caption: "Time to restore",
      heads: ["Failures", "Figure"],
      rows: [
        { head: "Restored", cells: [count(restores.restored)] },
        { head: "Not yet restored", cells: [count(restores.open)] },
        { head: "Half restored within", cells: [seconds(restores.p50)] },
        { head: "Longest", cells: [seconds(restores.longest)] },
      ],
    },
    {
      part: "restores",
      caption: "Failures, newest first",
      heads: ["Rollout", "Known", "Restored", "By", "Took"],
      rows: restores.failures.map(({ rollout, knownAt, restoredAt, restoredBy, seconds: took }) => ({
        ...{ head: `#${rollout}`, rollout },
        cells: [
          time(knownAt),
          time(restoredAt, open),
          { value: restoredBy, unit: "rollout", none: open },
          seconds(took, open),
        ],
      })),
    },
  ];
}
