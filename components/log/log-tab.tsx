"use client";

import { LogFilters } from "@/components/log/log-filters";
import { LogViewer } from "@/components/log/log-viewer";
import { useLineFilter } from "@/components/log/use-line-filter";
import type { LogLine, RolloutView } from "@/lib/contracts/views";
import { isFinal } from "@/lib/domain/rollout/states";

/** Every line of the rollout's output, of all hosts or of some. */
export function LogTab({ view, logEnd }: { view: RolloutView; logEnd: readonly LogLine[] }) {
  const filter = useLineFilter(view);
  return (
    <LogViewer
      log={{
        name: "Rollout log",
        address: `/api/v1/rollouts/${view.number}/log?project=${view.project}`,
        total: view.logLines,
        end: logEnd,
        isOver: isFinal(view.state),
        origin: view.startedAt ?? view.createdAt,
        hostWidth: Math.min(24, Math.max(6, ...view.hostDeploys.map((deploy) => deploy.host.length))),
        downloadName: `${view.project}-${view.number}.log`,
      }}
      shows={filter.shows}
      rawQuery={filter.rawQuery}
      filters={<LogFilters stages={view.stages.map((stage) => stage.name)} filter={filter} />}
    />
  );
}
