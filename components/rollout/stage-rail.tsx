"use client";

import { useNow } from "@/components/live/clock";
import { countHosts } from "@/components/rollout/abort-ladder";
import { percentDone, stageTimeLeft } from "@/components/rollout/rollout-progress";
import { Glyph, statusInk } from "@/components/ui/glyph";
import { stageStatus } from "@/components/ui/status";
import { Countdown, Duration, Time } from "@/components/ui/time";
import { formatDuration } from "@/components/ui/time-format";
import type { RolloutSummary, StageView } from "@/lib/contracts/views";

/** The stages of a rollout in order: word, hosts, when, how long, and the time its numbers are still watched. */
export function StageRail({ rollout }: { rollout: RolloutSummary }) {
  return (
    <ol aria-label="Stages" className="flex flex-wrap gap-x-2 gap-y-3">
      {rollout.stages.map((stage, position) => (
        <StageItem key={stage.index} stage={stage} rollout={rollout} isFirst={position === 0} />
      ))}
    </ol>
  );
}

function StageItem({ stage, rollout, isFirst }: { stage: StageView; rollout: RolloutSummary; isFirst: boolean }) {
  const status = stageStatus(stage, rollout);
  const { hosts } = stage;
  return (
    <li data-state={status.code} className="flex items-start gap-2">
      {!isFirst && <span aria-hidden="true" className="mt-2.5 h-px w-6 bg-edge max-sm:hidden" />}
      <div className="min-w-40">
        <div className="flex items-center gap-1.5">
          <Glyph code={status.code} />
          <span className="font-semibold">{stage.name}</span>
          <span className={`font-semibold ${statusInk[status.code]}`}>{status.word}</span>
        </div>
        <div className="pl-5.5 text-meta text-ink-2">
          {hosts.total === 0 ? "no host" : `${hosts.succeeded}/${countHosts(hosts.total)}`}
          {stage.state === "deploying" && hosts.total > 0 && ` · ${percentDone(hosts)} %`}
          {hosts.failed + hosts.unknown > 0 && (
            <span className="text-fail"> · {hosts.failed + hosts.unknown} not done</span>
          )}
          {stage.failureBudget && (
            <span className="block">
              failed {stage.failureBudget.failed} of {stage.failureBudget.allowed} allowed here
            </span>
          )}
          <StageTimes stage={stage} />
        </div>
      </div>
    </li>
  );
}

function StageTimes({ stage }: { stage: StageView }) {
  const now = useNow();
  const left = stageTimeLeft(stage, now);
  if (stage.state === "baking" && stage.bakeUntil) {
    const isOver = Date.parse(stage.bakeUntil) <= now;
    return (
      <span className="block">
        {stage.isWatched ? "watching" : "letting it run"}
        {!isOver && (
          <>
            , <Countdown until={stage.bakeUntil} /> left
          </>
        )}
      </span>
    );
  }
  if (!stage.startedAt) return null;
  return (
    <span className="block">
      <Time at={stage.startedAt} relative={false} />
      {stage.passedAt && (
        <>
          {" "}
          for <Duration from={stage.startedAt} to={stage.passedAt} />
        </>
      )}
      {left !== null && `, ≈${formatDuration(left)} left`}
    </span>
  );
}
