import { BarChart } from "@/components/insights/bar-chart";
import { ChartLegend } from "@/components/insights/chart-legend";
import { formatDay } from "@/components/insights/format-day";
import { InsightCard } from "@/components/insights/insight-card";
import { OpenFailures } from "@/components/insights/open-failures";
import { ShareBar } from "@/components/insights/share-bar";
import type { InsightsView } from "@/lib/contracts/insights-views";
import { describeDuration } from "@/lib/domain/describe-duration";
import { type InsightTable, tabulateInsights } from "@/lib/domain/insights/tabulate-insights";

/** What a card is given: all insights, and the tables of its part. */
interface PartProps {
  view: InsightsView;
  tables: readonly InsightTable[];
}

const parts = {
  endings: EndingsCard,
  landingToLive: WaitsCard,
  carriedCommits: CommitsCard,
  canaryStops: StopsCard,
  changeFailures: FailuresCard,
  restores: RestoresCard,
} as const satisfies Record<InsightTable["part"], (props: PartProps) => React.ReactNode>;

/** Every part of the insights. */
export function InsightCards({ view }: { view: InsightsView }) {
  const tables = tabulateInsights(view);
  return (
    <div className="grid gap-4 *:min-w-0 md:grid-cols-2">
      {Object.entries(parts).map(([part, Part]) => (
        <Part key={part} view={view} tables={tables.filter((table) => table.part === part)} />
      ))}
    </div>
  );
}

const writeCount = (value: number) => `${Math.round(value)}`;

function EndingsCard({ view: { project, endings }, tables }: PartProps) {
  const { summary, succeeded, failed, aborted, perDay } = endings;
  const bars = perDay.map((day) => ({
    label: formatDay(day.date),
    parts: [
      { look: "ok", value: day.succeeded },
      { look: "idle", value: day.aborted },
      { look: "fail", value: day.failed },
    ] as const,
  }));
  const chart = (
    <>
      <BarChart name={summary} bars={bars} format={writeCount} />
      <ChartLegend
        entries={[
          { look: "ok", word: "Succeeded", count: succeeded },
          { look: "idle", word: "Aborted", count: aborted },
          { look: "fail", word: "Failed", count: failed },
        ]}
      />
    </>
  );
  const isEmpty = succeeded + failed + aborted === 0;
  return <InsightCard title="Rollouts per day" {...{ project, summary, isEmpty, tables, chart }} />;
}

function WaitsCard({ view: { project, landingToLive }, tables }: PartProps) {
  const { summary, definition, goal, commits, perDay } = landingToLive;
  const bars = perDay.map(({ date, p50, p95 }) => ({
    label: formatDay(date),
    parts: [
      { look: "run", value: p50 ?? 0 },
      { look: "run-open", value: (p95 ?? 0) - (p50 ?? 0) },
    ] as const,
  }));
  const line = { value: goal, label: `goal ${describeDuration(goal)}` };
  const chart = (
    <>
      <BarChart name={summary} bars={bars} line={line} format={describeDuration} />
      <ChartLegend
        entries={[
          { look: "run", word: "Half of the day's commits within" },
          { look: "run-open", word: "95 % within" },
        ]}
      />
    </>
  );
  return (
    <InsightCard title="Landing to live" isEmpty={commits === 0} {...{ project, summary, definition, tables, chart }} />
  );
}

function CommitsCard({ view: { project, carriedCommits }, tables }: PartProps) {
  const { summary, rollouts, one, two, three, more } = carriedCommits;
  const bars = [
    { label: "1", parts: [{ look: "run", value: one }] },
    { label: "2", parts: [{ look: "run", value: two }] },
    { label: "3", parts: [{ look: "run", value: three }] },
    { label: "more", parts: [{ look: "run", value: more }] },
  ] as const;
  const chart = <BarChart name={summary} bars={bars} format={writeCount} />;
  const isEmpty = rollouts === 0;
  return <InsightCard title="Commits per rollout" {...{ project, summary, isEmpty, tables, chart }} />;
}

function StopsCard({ view: { project, canaryStops }, tables }: PartProps) {
  const { summary, definition, judged, stopped, confirmed, overruled, lifted, open } = canaryStops;
  const chart = (
    <ShareBar
      name={summary}
      entries={[
        { look: "ok", word: "Passed", count: judged - stopped },
        { look: "run-open", word: "Lifted", count: lifted },
        { look: "idle", word: "Open", count: open },
        { look: "warn", word: "Overruled", count: overruled },
        { look: "fail", word: "Confirmed", count: confirmed },
      ]}
    />
  );
  const isEmpty = judged === 0;
  return <InsightCard title="Canary stops" {...{ project, summary, definition, isEmpty, tables, chart }} />;
}

function FailuresCard({ view: { project, changeFailures }, tables }: PartProps) {
  const { summary, definition, rollouts, rolledBack, failed } = changeFailures;
  const chart = (
    <ShareBar
      name={summary}
      entries={[
        { look: "ok", word: "Neither", count: rollouts - rolledBack - failed },
        { look: "warn", word: "Rolled back", count: rolledBack },
        { look: "fail", word: "Failed", count: failed },
      ]}
    />
  );
  const isEmpty = rollouts === 0;
  return <InsightCard title="Change failure rate" {...{ project, summary, definition, isEmpty, tables, chart }} />;
}

/** As many failures as bars are told apart. */
const mostFailures = 30;

function RestoresCard({ view: { project, restores }, tables }: PartProps) {
  const { summary, definition, failures, p50 } = restores;
  const restored = failures.flatMap(({ rollout, seconds }) =>
    seconds === null ? [] : [{ label: `#${rollout}`, parts: [{ look: "run", value: seconds }] as const }],
  );
  const bars = restored.slice(0, mostFailures).toReversed();
  const line = p50 === null ? null : { value: p50, label: `half ${describeDuration(p50)}` };
  const chart = (
    <>
      <OpenFailures project={project} failures={failures} />
      {bars.length > 1 && <BarChart name={summary} bars={bars} {...(line && { line })} format={describeDuration} />}
      {restored.length > bars.length && <p className="text-meta text-ink-2">The newest {bars.length} are drawn.</p>}
    </>
  );
  const isEmpty = failures.length === 0;
  return <InsightCard title="Time to restore" {...{ project, summary, definition, isEmpty, tables, chart }} />;
}
