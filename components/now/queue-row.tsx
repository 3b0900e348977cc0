"use client";

import { memo } from "react";
import { CommitTitle } from "@/components/commit/commit-title";
import { isMine } from "@/components/commit/is-mine";
import { TestStatusLink } from "@/components/commit/test-status-link";
import { beginsRollout, describeForecast, judgeDeadline } from "@/components/now/queue-forecast";
import { QueueRowMenu } from "@/components/now/queue-row-menu";
import { useViewer } from "@/components/shell/viewer";
import { Avatar } from "@/components/ui/avatar";
import { CopyButton } from "@/components/ui/copy-button";
import { Glyph } from "@/components/ui/glyph";
import { Sha } from "@/components/ui/sha";
import { ExpectedTime, Time } from "@/components/ui/time";
import type { QueuedCommitView } from "@/lib/contracts/views";

interface QueueRowProps {
  commit: QueuedCommitView;
  /** The row above it. */
  before: QueuedCommitView | undefined;
  project: string;
  /** It waits no more. */
  hasLeft: boolean;
}

/**
 * A waiting commit: its tests, who wrote it, why it is where it is, and when it should be live. In columns where its list
 * (`@container`) has room for them, which depends on how large the text is.
 */
export const QueueRow = memo(({ commit, before, project, hasLeft }: QueueRowProps) => {
  const mine = isMine(commit, useViewer());
  const border = before && beginsRollout(before, commit) ? "border-t border-t-hairline" : "";
  return (
    <li
      data-row=""
      data-state={commit.testStatus}
      className={`relative grid min-h-10 items-center gap-x-4 gap-y-1 py-2 has-focus-visible:bg-sunken pr-10 @min-[60em]:grid-cols-[7rem_7rem_minmax(0,3fr)_minmax(0,2fr)_17rem_2rem] @min-[60em]:pr-0 ${border} ${
        mine ? "-ml-3 border-l-[3px] border-l-run pl-[9px]" : ""
      } ${hasLeft ? "bg-sunken **:text-ink-3!" : ""}`}
    >
      <TestStatusLink commit={commit} project={project} />
      <span data-row-door="" className="flex items-center">
        <Sha sha={commit.sha} project={project} />
        <CopyButton text={commit.sha} label={`sha ${commit.sha.slice(0, 7)}`} />
      </span>
      <Subject commit={commit} mine={mine} project={project} />
      <span className="text-ink-2">{hasLeft ? "Left the queue" : commit.reason.text}</span>
      <Times commit={commit} hasLeft={hasLeft} />
      <span className="absolute top-1 right-0 @min-[60em]:static">
        <QueueRowMenu commit={commit} project={project} hasLeft={hasLeft} />
      </span>
    </li>
  );
});

function Subject({ commit, mine, project }: { commit: QueuedCommitView; mine: boolean; project: string }) {
  return (
    <span className="min-w-0">
      <CommitTitle commit={commit} project={project} />
      <span className="flex flex-wrap items-center gap-x-1.5 text-meta text-ink-2">
        <Avatar name={commit.author} />
        {commit.author}
        {mine && <strong className="text-run">mine</strong>}
        <span>
          · landed <Time at={commit.landedAt} relative={false} />
        </span>
      </span>
      {commit.bad && (
        <span className="block text-meta font-semibold text-fail">
          Marked bad by {commit.bad.by}: {commit.bad.reason}
        </span>
      )}
      {commit.lock && (
        <span className="flex items-baseline gap-1 text-meta font-semibold text-hold">
          <Glyph code="frozen" size={12} />
          <span>
            Locked by {commit.lock.by}: {commit.lock.reason}
          </span>
        </span>
      )}
    </span>
  );
}

/** What is said no more keeps its room. */
function Times({ commit, hasLeft }: Pick<QueueRowProps, "commit" | "hasLeft">) {
  const { forecast } = commit;
  const deadline = judgeDeadline(commit);
  return (
    <span className={`text-meta text-ink-2 ${hasLeft ? "invisible" : ""}`}>
      {forecast ? (
        <span className="block">
          <strong className="font-semibold text-ink">
            <ExpectedTime at={forecast.liveAt} latest={forecast.latestAt} />
          </strong>{" "}
          {describeForecast(forecast)}
        </span>
      ) : (
        <span className="block">no time foreseen yet</span>
      )}
      <span className={`block ${deadline === "in-time" ? "" : "font-semibold text-warn"}`}>
        {deadline !== "in-time" && <LateSign />}
        {deadline === "late" ? "Late, was due " : deadline === "will-be-late" ? "Will be late, due " : "due "}
        <Time at={commit.deployBy} />
      </span>
    </span>
  );
}

function LateSign() {
  return (
    <span className="mr-1 inline-block align-[-2px]">
      <Glyph code="warn" size={14} />
    </span>
  );
}
