"use client";

import { sortMetrics } from "@/components/canary/canary-numbers";
import { MetricChart } from "@/components/canary/metric-chart";
import type { CanarySeries } from "@/components/canary/use-canary-series";
import { Button } from "@/components/ui/button";
import type { CanaryVerdictView } from "@/lib/contracts/canary-views";
import type { StageView } from "@/lib/contracts/views";

interface CanaryChartsProps {
  stage: StageView;
  verdict: CanaryVerdictView;
  read: CanarySeries;
}

/** The metrics of a stage along the time, in the order of their table. */
export function CanaryCharts({ stage, verdict, read }: CanaryChartsProps) {
  const series = read.view?.stages.find(({ index }) => index === stage.index) ?? null;
  const isGone = series !== null && series.metrics.length === 0;
  if (verdict.metrics.length === 0) return null;
  return (
    <section aria-label={`${stage.name} over time`} aria-busy={!series && !read.problem} className="relative mt-6">
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,20rem),1fr))] gap-x-8 gap-y-3">
        {sortMetrics(verdict.metrics).map((metric) => (
          <MetricChart
            key={`${metric.metric} ${metric.limit}`}
            metric={metric}
            verdict={verdict}
            stage={isGone ? null : series}
          />
        ))}
      </div>
      {isGone && <Notice isOver text="What was answered is no longer kept; the table above stays." />}
      {read.problem && (
        <Notice
          isOver={series === null}
          text={`The charts cannot be read: ${read.problem} The table above is complete.`}
          retry={read.reload}
        />
      )}
    </section>
  );
}

interface NoticeProps {
  text: string;
  retry?: () => void;
  /** There is nothing to see below it, so that nothing has to move for it. */
  isOver: boolean;
}

function Notice({ text, retry, isOver }: NoticeProps) {
  const place = isOver ? "absolute top-14 left-4 mr-4 rounded-control border border-edge bg-surface px-4 py-3" : "mt-4";
  return (
    <p role={retry ? "alert" : undefined} className={`flex max-w-[72ch] flex-wrap items-center gap-3 ${place}`}>
      {text}
      {retry && <Button onClick={retry}>Try again</Button>}
    </p>
  );
}
