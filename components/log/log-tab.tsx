"use client";

import { type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import { newestAttempts } from "@/components/fleet/group-hosts";
import type { LineTime } from "@/components/log/format-line-time";
import { type LineLook, LogBlock } from "@/components/log/log-block";
import { blockRowRange, rowHeight } from "@/components/log/log-blocks";
import type { LogLines } from "@/components/log/log-lines";
import { stepHit } from "@/components/log/log-search";
import { LogToolbar } from "@/components/log/log-toolbar";
import type { RowModel } from "@/components/log/row-model";
import { useLineRange } from "@/components/log/use-line-range";
import { useLogSearch } from "@/components/log/use-log-search";
import { useLogSource, useRowModel } from "@/components/log/use-log-source";
import { useLogView } from "@/components/log/use-log-view";
import { changeViewQuery, useViewQuery } from "@/components/rollout/use-view-query";
import { useKey } from "@/components/shell/use-key";
import { useZone } from "@/components/ui/time";
import type { RolloutView } from "@/lib/contracts/views";

/** Every line of the rollout's output, as it comes. */
export function LogTab({ view }: { view: RolloutView }) {
  const host = useViewQuery().get("host");
  const { source, snapshot } = useLogSource(view);
  const rows = useRowModel(source, snapshot, host);
  const log = useLogView(rows.count);
  const { range, mark } = useLineRange();
  const [query, setQuery] = useState("");
  const [hit, setHit] = useState<number | null>(null);
  const [time, setTime] = useState<LineTime>("clock");
  const search = useRef<HTMLInputElement>(null);
  const hits = useLogSearch(source.lines, snapshot.version, query, host);
  const look = useLineLook(view, { time, query, total: snapshot.total });

  const { centre, leave, follow } = log;
  const step = (direction: 1 | -1) => {
    const next = stepHit(hits, hit, direction);
    setHit(next);
    if (next !== null) centre(rows.rowOf(next));
  };
  useKey("/", () => search.current?.focus());
  useKey("f", () => (log.following ? leave() : follow()));
  useOpenAtRange(range, { rows, centre, load: (first, last) => source.ensureRange(first, last) });
  useLoadVisible(log.blocks, rows, (first, last) => source.ensureRange(first, last));

  const rawAddress = `/api/v1/rollouts/${view.number}/log?project=${view.project}&format=text${host ? `&host=${encodeURIComponent(host)}` : ""}`;
  return (
    <div className="flex flex-col">
      <LogToolbar
        search={search}
        query={query}
        onQuery={(text) => {
          setQuery(text);
          setHit(null);
        }}
        hit={hit === null ? 0 : hits.indexOf(hit) + 1}
        hits={hits.length}
        onStep={step}
        hosts={newestAttempts(view.hostDeploys).map((deploy) => deploy.host)}
        host={host}
        onHost={(name) => changeViewQuery({ host: name }, "replace")}
        time={time}
        onTime={setTime}
        following={log.following}
        onFollow={() => (log.following ? leave() : follow())}
        rawAddress={rawAddress}
        downloadName={`${view.project}-${view.number}.log`}
      />
      <div className="relative">
        <LogBody log={log} rows={rows} lines={source.lines} look={look} range={range} hit={hit} onMark={mark} />
        <LogNotes count={rows.count} error={snapshot.error} isLoading={snapshot.held === 0 && snapshot.total > 0} />
        {log.newRows > 0 && <NewLinesPill count={log.newRows} onFollow={follow} />}
      </div>
      <p className="pt-1 text-meta text-ink-2">
        {snapshot.total.toLocaleString("en-US")} lines
        {snapshot.held < snapshot.total && ` (${snapshot.held.toLocaleString("en-US")} loaded)`}. The browser's own
        search sees drawn lines only; use / or Raw.
      </p>
    </div>
  );
}

interface LogBodyProps {
  log: ReturnType<typeof useLogView>;
  rows: RowModel;
  lines: LogLines;
  look: LineLook;
  range: ReturnType<typeof useLineRange>["range"];
  hit: number | null;
  onMark: (line: number, shift: boolean) => void;
}

function LogBody({ log, rows, lines, look, range, hit, onMark }: LogBodyProps) {
  const markLine = (event: MouseEvent) => {
    const number = (event.target as HTMLElement).dataset?.number;
    if (!number) return;
    event.preventDefault();
    log.leave();
    onMark(Number(number), event.shiftKey);
  };
  const { first, last } = log.blocks;
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  return (
    <div
      ref={log.body}
      role="log"
      aria-live="off"
      aria-label="Rollout log"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
      tabIndex={0}
      onClick={markLine}
      onKeyDown={(event) => {
        if (event.key === "End") log.follow();
      }}
      className="h-[max(20rem,calc(100dvh-17.500rem))] overflow-auto overscroll-contain rounded-b-card border border-hairline bg-sunken font-mono text-log -outline-offset-2"
    >
      <div className="relative min-w-full" style={{ height: rows.count * rowHeight }}>
        {drawn.map((block) => {
          const [from, to] = blockRowRange(block, rows.count);
          return (
            <LogBlock
              key={block}
              block={block}
              from={from}
              to={to}
              rows={rows}
              lines={lines}
              look={look}
              signature={signBlock(rows, lines, from, to)}
              marked={range}
              hit={hit}
            />
          );
        })}
      </div>
    </div>
  );
}

/** Which lines a block shows and which of them are loaded. */
function signBlock(rows: RowModel, lines: LogLines, from: number, to: number): string {
  let held = 0;
  for (let row = from; row < to; row++) if (lines.get(rows.lineAt(row))) held++;
  return `${rows.lineAt(from)}-${rows.lineAt(to - 1)}:${held}`;
}

function LogNotes({ count, error, isLoading }: { count: number; error: string | null; isLoading: boolean }) {
  const text = error
    ? `${error} It is tried again as you read on.`
    : isLoading
      ? "Loading lines…"
      : count === 0
        ? "No line yet."
        : null;
  if (!text) return null;
  return (
    <p
      role="status"
      className="absolute top-3 left-1/2 -translate-x-1/2 rounded-full border border-hairline bg-surface px-4 py-1 text-ink-2"
    >
      {text}
    </p>
  );
}

function NewLinesPill({ count, onFollow }: { count: number; onFollow: () => void }) {
  return (
    <button
      type="button"
      onClick={onFollow}
      className="absolute bottom-4 left-1/2 min-h-9 -translate-x-1/2 rounded-full border border-primary bg-primary px-4 font-semibold text-white shadow-lg pointer-coarse:min-h-11"
    >
      ▼ {count.toLocaleString("en-US")} new {count === 1 ? "line" : "lines"}
    </button>
  );
}

function useLineLook(
  view: RolloutView,
  { time, query, total }: { time: LineTime; query: string; total: number },
): LineLook {
  const zone = useZone();
  const origin = view.startedAt ?? view.createdAt;
  const hostWidth = Math.min(24, Math.max(6, ...view.hostDeploys.map((deploy) => deploy.host.length)));
  const numberWidth = Math.max(3, String(total).length);
  return useMemo(
    () => ({ time, zone, origin, query, hostWidth, numberWidth }),
    [time, zone, origin, query, hostWidth, numberWidth],
  );
}

interface RangeDoors {
  rows: RowModel;
  centre: (row: number) => void;
  load: (first: number, last: number) => Promise<void>;
}

/** Opens the log at the lines that the address names, once; marking by hand moves nothing. */
function useOpenAtRange(range: ReturnType<typeof useLineRange>["range"], { rows, centre, load }: RangeDoors): void {
  const opened = useRef<number | null>(null);
  const doors = useRef({ rows, centre, load });
  doors.current = { rows, centre, load };
  const first = range?.first ?? null;
  const last = range?.last ?? null;
  const hasRows = rows.count > 0;
  useEffect(() => {
    if (first === null || last === null || !hasRows || opened.current !== null) return;
    opened.current = first;
    void doors.current.load(first, last);
    doors.current.centre(doors.current.rows.rowOf(Math.round((first + last) / 2)));
  }, [first, last, hasRows]);
}

/** Loads the lines under the reader's eyes before the others. */
function useLoadVisible(blocks: { first: number; last: number }, rows: RowModel, load: RangeDoors["load"]): void {
  const door = useRef(load);
  door.current = load;
  const from = rows.count === 0 ? 0 : rows.lineAt(Math.max(0, blocks.first * 50));
  const to = rows.count === 0 ? -1 : rows.lineAt(Math.min(rows.count - 1, (blocks.last + 1) * 50 - 1));
  useEffect(() => {
    if (to >= from && from > 0) void door.current(from, to);
  }, [from, to]);
}
