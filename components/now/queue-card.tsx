"use client";

import { lazy, useState } from "react";
import { useNow } from "@/components/live/clock";
import { filterQueue, isFiltering, readQueueFilter } from "@/components/now/filter-queue";
import { joinQueue, type QueueRest } from "@/components/now/join-queue";
import { QueueFilters } from "@/components/now/queue-filters";
import { QueueRow } from "@/components/now/queue-row";
import { useHeldRows } from "@/components/now/use-held-rows";
import { changeViewQuery, useViewQuery } from "@/components/rollout/use-view-query";
import { useViewer } from "@/components/shell/viewer";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { LatePart } from "@/components/ui/late-part";
import { formatDuration } from "@/components/ui/time-format";
import type { NowView } from "@/lib/contracts/views";

/** What has landed and is not live yet, oldest first, with the reason why each commit is where it is. */
export function QueueCard({ view }: { view: NowView }) {
  const { queue, queueTotal } = view;
  const viewer = useViewer();
  const filter = readQueueFilter(useViewQuery());
  const [rest, setRest] = useState<QueueRest | null>(null);
  const loaded = joinQueue(queue, rest);
  const { rows, newer, showNewer, box } = useHeldRows(
    { known: [...(rest?.rows ?? []), ...queue], listed: filterQueue(loaded, filter, viewer) },
    JSON.stringify(filter),
  );
  const last = queue.at(-1);
  return (
    <Card title="Queue" aside={<QueueSummary view={view} />}>
      {(queue.length > 1 || isFiltering(filter)) && <QueueFilters queue={loaded} filter={filter} />}
      {rows.length > 0 ? (
        <div {...box}>
          <ul className="@container flex flex-col">
            {rows.map(({ commit, hasLeft }, index) => (
              <QueueRow
                key={commit.sha}
                commit={commit}
                before={rows[index - 1]?.commit}
                project={view.project}
                hasLeft={hasLeft}
              />
            ))}
          </ul>
          {newer > 0 && (
            <Button look="quiet" onClick={showNewer}>
              {newer} new
            </Button>
          )}
        </div>
      ) : queue.length === 0 ? (
        <p className="text-ink-2">No commit waits. A commit that lands on {view.trunk} shows here within seconds.</p>
      ) : (
        <NoMatch isNameless={filter.mine && viewer === null} count={loaded.length} />
      )}
      {last && queueTotal > queue.length && (
        <LatePart>
          <QueueRestPart
            project={view.project}
            after={last.sha}
            listed={loaded.length}
            total={queueTotal}
            isFiltering={isFiltering(filter)}
            onRest={setRest}
          />
        </LatePart>
      )}
    </Card>
  );
}

/** Few queues are so long. */
const QueueRestPart = lazy(async () => ({ default: (await import("@/components/now/queue-rest-part")).QueueRestPart }));

function NoMatch({ isNameless, count }: { isNameless: boolean; count: number }) {
  return (
    <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-2 text-ink-2">
      {isNameless
        ? "Which commits are yours is known once you are signed in under the name or the e-mail you commit with."
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
