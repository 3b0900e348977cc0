"use client";

import type { ReactNode } from "react";
import { formatCommitCount } from "@/components/commit/format-commit-count";
import { describeProgress } from "@/components/rollout/rollout-progress";
import { CopyLink } from "@/components/ui/copy-link";
import { Sha } from "@/components/ui/sha";
import { StatusChip } from "@/components/ui/status-badge";
import { Duration, ExpectedTime, Time } from "@/components/ui/time";
import type { RolloutView } from "@/lib/contracts/views";
import { isFinal } from "@/lib/domain/rollout/states";

/** Which rollout this is and how it stands, in one line that stays in sight. */
export function RolloutHeader({ view, abortButton }: { view: RolloutView; abortButton: ReactNode }) {
  const { detail, ...status } = describeProgress(view);
  return (
    <header className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
      <h1 className="text-section font-semibold">
        <span className="sr-only">Rollout </span>#{view.number}
      </h1>
      {/* While the word changes, what follows it keeps its place. */}
      <span className={isFinal(view.state) ? "" : "xl:min-w-60"}>
        <StatusChip status={status} detail={detail} />
      </span>
      <span>
        <Sha sha={view.toRevision} project={view.project} /> {formatCommitCount(view.commitCount)}{" "}
        <span className="text-ink-2">
          {view.kind === "rollback" ? `taken back, rollback of #${view.undoes} ` : ""}by {view.startedBy.name}
        </span>
      </span>
      <span className="text-ink-2">
        <RolloutTimes view={view} />
      </span>
      <div className="ml-auto flex items-center">
        <span className="max-md:hidden">
          <CopyLink />
        </span>
        {abortButton}
      </div>
    </header>
  );
}

function RolloutTimes({ view }: { view: RolloutView }) {
  const start = view.startedAt ?? view.createdAt;
  return (
    <>
      <Time at={start} relative={view.endedAt === null} /> →{" "}
      {view.endedAt ? (
        <>
          <Time at={view.endedAt} relative={false} />, <Duration from={start} to={view.endedAt} />
        </>
      ) : view.expectedEndAt ? (
        <ExpectedTime at={view.expectedEndAt} latest={view.latestEndAt} />
      ) : (
        "end not known yet"
      )}
    </>
  );
}
