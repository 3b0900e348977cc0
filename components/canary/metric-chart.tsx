"use client";

import { useId, useState } from "react";
import { nameMetric } from "@/components/canary/canary-numbers";
import { describeLack, describeSeries, describeWorst, type ShownSeries } from "@/components/canary/describe-series";
import { SeriesPlot } from "@/components/canary/series-plot";
import { SeriesTable } from "@/components/canary/series-table";
import { Button } from "@/components/ui/button";
import { useZone } from "@/components/ui/time";
import type { StageSeriesView } from "@/lib/contracts/api-canary";
import type { CanaryVerdictView } from "@/lib/contracts/canary-views";

interface MetricChartProps {
  metric: CanaryVerdictView["metrics"][number];
  verdict: CanaryVerdictView;
  /** Null while it is read, or when it could not be; the frame has the same height then. */
  stage: StageSeriesView | null;
}

/** One metric of a stage along the time: a picture, or on demand its numbers as a table. */
export function MetricChart({ metric, verdict, stage }: MetricChartProps) {
  const id = useId();
  const zone = useZone();
  const [isTable, setTable] = useState(false);
  const name = nameMetric(metric.metric);
  const series = stage?.metrics.find((one) => one.metric === metric.metric && one.limit === metric.limit);
  const shown =
    stage && series ? { series, stage, verdict: metric.verdict, minRequests: verdict.minRequests, zone } : null;
  const lack = shown && describeLack(shown);
  return (
    <figure aria-labelledby={id} className="min-w-0">
      <div className="flex min-h-8 items-center justify-between gap-2 pointer-coarse:min-h-11">
        <figcaption id={id} className="font-semibold">
          {name}
        </figcaption>
        {/* It keeps its place while there is nothing to show, so that the title does not break anew. */}
        <Button
          look="quiet"
          className={`-mr-3 text-meta ${shown ? "" : "invisible"}`}
          onClick={() => setTable(!isTable)}
        >
          {isTable ? "Show as chart" : "Show as table"}
          <span className="sr-only">: {name}</span>
        </Button>
      </div>
      <div className="h-36">
        {!shown && <EmptyFrame word={stage ? "Not measured" : ""} />}
        {shown && isTable && <SeriesTable shown={shown} />}
        {shown && !isTable && <SeriesPlot shown={shown} verdict={verdict.verdict} summary={describeSeries(shown)} />}
      </div>
      <p className={`mt-1 min-h-8 text-meta ${lack ? "font-semibold" : "text-ink-2"}`}>
        {shown && tellBelow(shown, lack)}
      </p>
    </figure>
  );
}

/** As high as the picture that comes. */
function EmptyFrame({ word }: { word: string }) {
  return (
    <div className="flex h-full items-center justify-center rounded-control bg-sunken text-meta text-ink-3">{word}</div>
  );
}

/** That there is too little to judge comes first; what little there is, is told all the same. */
function tellBelow(shown: ShownSeries, lack: string | null): string {
  const worst = capitalise(describeWorst(shown));
  if (lack === null) return worst;
  return shown.series.canary.n === 0 ? lack : `${lack}. ${worst}`;
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
