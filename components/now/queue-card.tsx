"use client";

import { TestStatusLink } from "@/components/commit/test-status-link";
import { useNow } from "@/components/live/clock";
import { filterQueue, isFiltering, isMine, type QueueFilter, readQueueFilter } from "@/components/now/filter-queue";
import { QueueFilters } from "@/components/now/queue-filters";
import { changeViewQuery, useViewQuery } from "@/components/rollout/use-view-query";
import { usePreferences } from "@/components/shell/preferences-store";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Glyph } from "@/components/ui/glyph";
import { Sha } from "@/components/ui/sha";
import { Time } from "@/components/ui/time";
import { formatDuration } from "@/components/ui/time-format";
import type { NowView, QueuedCommitView } from "@/lib/contracts/views";

/** What has landed and is not live yet, oldest first, with the reason why each commit is where it is. */
export function QueueCard({ view }: { view: NowView }) {
  const { queue, queueTotal } = view;
  const { actor } = usePreferences();
  const filter = readQueueFilter(useViewQuery());
  const shown = filterQueue(queue, filter, actor);
  const hidden = queueTotal - queue.length;
  return (
    <Card title="Queue" aside={<QueueSummary view={view} />}>
      {(queue.length > 1 || isFiltering(filter)) && <QueueFilters queue={queue} filter={filter} />}
      {queue.length === 0 ? (
        <p className="text-ink-2">No commit waits. A commit that lands on {view.trunk} shows here within seconds.</p>
      ) : shown.length === 0 ? (
        <NoMatch filter={filter} actor={actor} count={queue.length} />
      ) : (
        <ul className="flex flex-col divide-y divide-hairline">
          {shown.map((commit) => (
            <QueueRow key={commit.sha} commit={commit} project={view.project} />
          ))}
        </ul>
      )}
      {hidden > 0 && (
        <p className="pt-2 text-ink-2">
          {hidden} newer commits wait behind these{isFiltering(filter) ? "; the filter does not look at them" : ""}.
        </p>
      )}
    </Card>
  );
}

function NoMatch({ filter, actor, count }: { filter: QueueFilter; actor: string; count: number }) {
  const isNameless = filter.mine && actor === "";
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-2 text-ink-2">
      {isNameless
        ? "Which commits are yours is known once you write your name at the top, beside “You are”."
        : `None of the ${count} waiting commits matches the filter.`}
      <Button onClick={() => changeViewQuery({ mine: null, author: null, status: null }, "replace")}>Show all</Button>
    </p>
  );
}

function QueueSummary({ view }: { view: NowView }) {
  const now = useNow();
  const oldest = view.queue[0];
  if (!oldest) return <>0 waiting</>;
  return (
    <>
      {view.queueTotal} waiting · oldest {formatDuration(now - Date.parse(oldest.landedAt))} · goal{" "}
      {formatDuration(view.goalSeconds * 1000)}
    </>
  );
}

interface QueueRowProps {
  commit: QueuedCommitView;
  project: string;
}

function QueueRow({ commit, project }: QueueRowProps) {
  const { actor } = usePreferences();
  const mine = isMine(commit, actor);
  return (
    <li
      data-row=""
      data-state={commit.testStatus}
      className={`grid min-h-10 items-center has-focus-visible:bg-sunken gap-x-4 gap-y-1 py-2 md:grid-cols-[7rem_7rem_minmax(0,3fr)_minmax(0,2fr)_17rem] ${
        mine ? "-ml-3 border-l-[3px] border-l-run pl-[9px]" : ""
      }`}
    >
      <TestStatusLink commit={commit} />
      <span data-row-door="" className="flex items-center">
        <Sha sha={commit.sha} project={project} />
        <CopyButton text={commit.sha} label={`sha ${commit.sha.slice(0, 7)}`} />
      </span>
      <span className="min-w-0">
        <span className="break-words">{commit.title}</span>{" "}
        <span className="text-ink-2">
          {commit.author}
          {mine && <strong className="text-run"> mine</strong>}
        </span>
        {commit.bad && (
          <span className="block text-meta font-semibold text-fail">
            Marked bad by {commit.bad.by}: {commit.bad.reason}
          </span>
        )}
      </span>
      <span className="text-ink-2">{commit.reason.text}</span>
      <span className="text-meta text-ink-2">
        landed <Time at={commit.landedAt} relative={false} />
        <span className={`block whitespace-nowrap ${commit.late ? "font-semibold text-warn" : ""}`}>
          {commit.late && <LateSign />}
          {commit.late ? "Late, was due " : "due "}
          <Time at={commit.deployBy} />
        </span>
      </span>
    </li>
  );
}

function LateSign() {
  return (
    <span className="mr-1 inline-block align-[-2px]">
      <Glyph code="warn" size={14} />
    </span>
  );
}
