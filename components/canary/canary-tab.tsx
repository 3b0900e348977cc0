"use client";

import { lazy, useState } from "react";
import { CanaryCharts } from "@/components/canary/canary-charts";
import {
  formatCount,
  formatDifference,
  formatLimit,
  formatRate,
  formatSamples,
  isFailedEarly,
  metricStatus,
  nameMetric,
  sortMetrics,
} from "@/components/canary/canary-numbers";
import { EvidencePanel } from "@/components/canary/evidence-panel";
import { type CanarySeries, useCanarySeries } from "@/components/canary/use-canary-series";
import { WrongAnswers } from "@/components/canary/wrong-answers";
import { HeldCard } from "@/components/rollout/held-card";
import { Card } from "@/components/ui/card";
import { Glyph, statusInk } from "@/components/ui/glyph";
import { LatePart } from "@/components/ui/late-part";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { stageVerdictStatus, verdictStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import { stripStatusWord } from "@/components/ui/strip-status-word";
import { Countdown, Time } from "@/components/ui/time";
import type { CanaryVerdictView, RolloutView, StageView } from "@/lib/contracts/views";
import { isFinal } from "@/lib/domain/rollout/states";

/** Most canaries that are looked at are over, so what can be done about one that is not is a file of its own. */
const WatchActs = lazy(async () => ({ default: (await import("@/components/canary/watch-acts")).WatchActs }));

/** What the watched stages' numbers say: the sentence first, then the numbers it stands on. */
export function CanaryTab({ view }: { view: RolloutView }) {
  const read = useCanarySeries(view);
  const wasWatched = useWasWatched(view);
  const watched = view.stages.filter((stage) => stage.verdict !== null || stage.bakeUntil !== null);
  if (watched.length === 0) {
    return (
      <Card title="Canary">
        <p className="text-ink-2">
          {isFinal(view.state)
            ? "No stage of this rollout was watched."
            : "Nothing is watched yet. Numbers show here once a stage that is watched has been deployed."}
        </p>
      </Card>
    );
  }
  return (
    <div className="flex flex-col gap-4">
      {wasWatched && (
        <LatePart room={<div className="min-h-8 pointer-coarse:min-h-11" />}>
          <WatchActs view={view} />
        </LatePart>
      )}
      {view.state === "held" && <HeldCard view={view} />}
      {watched.map((stage) => (
        <StageVerdict key={stage.index} stage={stage} read={read} />
      ))}
      {view.shadow !== null && (
        <p className="max-w-[72ch] text-ink-2">
          The same limits, on hosts to which nothing was deployed: {view.shadow}
        </p>
      )}
    </div>
  );
}

/** A dialog that was opened while a stage was being watched says by itself that this is over. */
function useWasWatched({ can }: RolloutView): boolean {
  const [wasWatched, setWatched] = useState(can.stopCanary.ok);
  if (can.stopCanary.ok && !wasWatched) setWatched(true);
  return wasWatched;
}

function StageVerdict({ stage, read }: { stage: StageView; read: CanarySeries }) {
  const { verdict } = stage;
  if (!verdict) {
    return (
      <Card title={stage.name}>
        <p>
          No look at the numbers yet{stage.bakeUntil && stage.state === "baking" && <Left until={stage.bakeUntil} />}.
        </p>
      </Card>
    );
  }
  const status = stageVerdictStatus(stage) ?? verdictStatus(verdict.verdict, true);
  return (
    <section
      aria-label={`Verdict of ${stage.name}`}
      className="rounded-card border border-hairline bg-surface px-6 py-5 max-sm:px-4"
    >
      <h2 className={`flex items-center gap-3 text-section font-semibold ${statusInk[status.code]}`}>
        <Glyph code={status.code} size={20} />
        {stage.name}: {status.word}
      </h2>
      <p className="mt-1 max-w-[72ch] text-lead">{stripStatusWord(verdict.why)}</p>
      <p className="text-ink-2">
        Looked at <Time at={verdict.at} />
        {status.code === "run" && stage.bakeUntil && <Left until={stage.bakeUntil} />}
      </p>
      <MetricTable verdict={verdict} name={stage.name} />
      {isFailedEarly(verdict) && (
        <p className="mt-2 max-w-[72ch] text-meta text-ink-2">
          To pass takes {formatCount(verdict.minRequests)} requests. To fail takes as many as make it certain.
        </p>
      )}
      <WrongAnswers verdict={verdict} stage={stage.name} />
      <CanaryCharts stage={stage} verdict={verdict} read={read} />
      <EvidencePanel verdict={verdict} />
    </section>
  );
}

function Left({ until }: { until: string }) {
  return (
    <>
      , watched for another <Countdown until={until} />
    </>
  );
}

const heading = "py-2 pr-6 max-sm:pr-3 font-semibold whitespace-nowrap";
const figure = "py-2 pr-6 text-right whitespace-nowrap";
/** On a phone they stand below the name of the metric instead. */
const wide = "max-sm:hidden";

function MetricTable({ verdict, name }: { verdict: CanaryVerdictView; name: string }) {
  return (
    <ScrollRegion label={`Numbers of ${name}`}>
      <table className="mt-4 text-left">
        <caption className="sr-only">Metrics of {name}, worst first</caption>
        <thead className="text-meta text-ink-2">
          <tr className="border-b border-hairline">
            <th scope="col" className={heading}>
              Metric
            </th>
            <th scope="col" className={heading}>
              Verdict
            </th>
            <th scope="col" className={`${heading} text-right`}>
              Canary
            </th>
            <th scope="col" className={`${heading} text-right`}>
              Control
            </th>
            <th scope="col" className={`${heading} text-right`}>
              Difference
            </th>
            <th scope="col" className={`${heading} ${wide} text-right`}>
              Limit
            </th>
            <th scope="col" className={`${heading} ${wide} text-right`}>
              Samples
            </th>
          </tr>
        </thead>
        <tbody>
          {sortMetrics(verdict.metrics).map((metric) => (
            <tr
              key={`${metric.metric} ${metric.limit}`}
              data-state={metric.verdict}
              className="border-b border-hairline last:border-b-0"
            >
              <th scope="row" className="py-2 pr-6 font-semibold max-sm:pr-3 sm:whitespace-nowrap">
                {nameMetric(metric.metric)}
                <span className="block text-meta font-normal text-ink-2 sm:hidden">
                  {formatLimit(metric.limit)}, {formatSamples(metric, verdict.minRequests)}
                </span>
              </th>
              <td className="py-2 pr-6 max-sm:pr-3 whitespace-nowrap">
                <StatusText status={metricStatus(metric, verdict.minRequests)} />
              </td>
              <td className={figure}>{formatRate(metric.canary, metric.limit)}</td>
              <td className={figure}>{formatRate(metric.control, metric.limit)}</td>
              <td className={figure}>{formatDifference(metric)}</td>
              <td className={`${figure} ${wide}`}>{formatLimit(metric.limit)}</td>
              <td className={`${figure} ${wide}`}>{formatSamples(metric, verdict.minRequests)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
