"use client";

import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { ErrorsGutter } from "@/components/log/errors-gutter";
import { type LineTime, lineTimes } from "@/components/log/format-line-time";
import type { LineFilter } from "@/components/log/line-filter";
import type { LineLook } from "@/components/log/log-block";
import { LogBody, LogNotes, NewLinesPill } from "@/components/log/log-body";
import type { LogLines } from "@/components/log/log-lines";
import { stepHit } from "@/components/log/log-search";
import { LogSearchField } from "@/components/log/log-search-field";
import { wholeLog } from "@/components/log/log-source";
import { LogToolbar } from "@/components/log/log-toolbar";
import type { RowModel } from "@/components/log/row-model";
import { useFarSearch } from "@/components/log/use-far-search";
import { useLineRange } from "@/components/log/use-line-range";
import { useLogLook } from "@/components/log/use-log-look";
import { useErrorLines, useLogSearch } from "@/components/log/use-log-search";
import { useLogSource, useRowModel } from "@/components/log/use-log-source";
import { useLogView } from "@/components/log/use-log-view";
import { useKey } from "@/components/shell/use-key";
import { SegmentedChoice } from "@/components/ui/segmented-choice";
import { useZone } from "@/components/ui/time";
import type { LogLine } from "@/lib/contracts/views";

/** A log, and what its viewer has to know of it. */
export interface ShownLog {
  /** e.g. "Rollout log" */
  name: string;
  /** Where its pages are read and its stream begins; further parameters are added with "&". */
  address: string;
  /** Lines there were when the page was made. */
  total: number;
  /** Those of them that the page brought along. */
  end?: readonly LogLine[];
  /** Nothing is written any more. */
  isOver: boolean;
  /** ISO time that elapsed time counts from. */
  origin: string;
  /** Width of the column of hosts, in characters; 0 = lines come from no host. */
  hostWidth: number;
  downloadName: string;
}

interface LogViewerProps {
  log: ShownLog;
  /** Which lines are shown; null = all. */
  shows?: LineFilter | null;
  /** What raw and download are narrowed to, as parameters of the address. */
  rawQuery?: string;
  /** Controls that narrow what is shown. */
  filters?: ReactNode;
}

const timeWords = { off: "No time", clock: "Clock", elapsed: "Elapsed" } as const satisfies Record<LineTime, string>;

/** Every line of a log, as it comes: searched, marked, followed. */
export function LogViewer({ log: shown, shows = null, rawQuery = "", filters = null }: LogViewerProps) {
  const { source, snapshot } = useLogSource(shown);
  const rows = useRowModel(source, snapshot, shows);
  const {
    look: { pattern, time, wraps },
    change,
  } = useLogLook();
  const log = useLogView(rows.count, wraps);
  const { range, mark } = useLineRange();
  const [hit, setHit] = useState<number | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const found = useLogSearch(source.lines, snapshot.version, pattern);
  const far = useFarSearch(shown.address, pattern, shows === null && snapshot.total > wholeLog);
  const hits = useShownLines(useJoined(found.hits, far?.hits), source.lines, shows);
  const errors = useShownLines(useErrorLines(source.lines, snapshot.version), source.lines, shows);
  const errorRows = useMemo(() => errors.map((line) => rows.rowOf(line)), [errors, rows]);
  const look = useLineLook(shown, { time, find: found.find, onlyHits: pattern.isRegex, total: snapshot.total });

  const { centre, leave, follow } = log;
  const goTo = (line: number | null) => {
    setHit(line);
    if (line !== null) centre(rows.rowOf(line));
  };
  const goToError = () => {
    const line = stepHit(errors, range?.last ?? null, 1);
    if (line === null) return;
    mark(line, false);
    centre(rows.rowOf(line));
  };
  const toggleFollow = () => (log.following ? leave() : follow());
  useKey("/", () => field.current?.focus());
  useKey("f", toggleFollow);
  useKey("e", goToError);
  const load = (first: number, last: number) => source.ensureRange(first, last);
  useOpenAtRange(range, { rows, centre, load });

  const rawAddress = `${shown.address}&format=text${rawQuery}`;
  return (
    <div className="flex flex-col">
      <LogToolbar
        rawAddress={rawAddress}
        downloadName={shown.downloadName}
        errors={errors.length}
        onNextError={goToError}
        wraps={wraps}
        onWrap={() => change({ wraps: !wraps })}
        following={log.following}
        onFollow={toggleFollow}
        search={
          <LogSearchField
            field={field}
            pattern={pattern}
            onPattern={(next) => {
              change({ pattern: next });
              setHit(null);
            }}
            hit={hit === null ? 0 : hits.indexOf(hit) + 1}
            hits={hits.length}
            where={far?.where ?? "in loaded lines"}
            isDone={found.isDone && far?.isDone !== false}
            error={found.error}
            onStep={(direction) => goTo(stepHit(hits, hit, direction))}
          />
        }
      >
        {filters}
        <SegmentedChoice
          label="Timestamps"
          value={time}
          options={lineTimes.map((value) => ({ value, word: timeWords[value] }))}
          onChoose={(next) => change({ time: next })}
        />
      </LogToolbar>
      <div className="relative flex">
        <LogBody
          name={shown.name}
          log={log}
          wraps={wraps}
          rows={rows}
          lines={source.lines}
          look={look}
          range={range}
          hits={hits}
          hit={hit}
          onMark={mark}
          load={load}
        />
        <ErrorsGutter rows={errorRows} count={rows.count} onGo={centre} />
        <LogNotes count={rows.count} error={snapshot.error} isLoading={snapshot.held === 0 && snapshot.total > 0} />
        {log.newRows > 0 && <NewLinesPill count={log.newRows} onFollow={follow} />}
      </div>
      <p className="pt-1 text-meta text-ink-2">
        {snapshot.total.toLocaleString("en-US")} lines
        {snapshot.held < snapshot.total && ` (${snapshot.held.toLocaleString("en-US")} loaded)`}. The browser's own
        search sees drawn lines only; use{" "}
        <button type="button" onClick={() => field.current?.focus()} className={hintClass}>
          / here
        </button>{" "}
        or{" "}
        <a href={rawAddress} target="_blank" rel="noreferrer" className={hintClass}>
          Raw
        </a>
        .
      </p>
    </div>
  );
}

const hintClass =
  "inline-flex min-h-6 items-center px-0.5 pointer-coarse:min-h-11 font-semibold text-run underline underline-offset-2";

/** Lines that are in either list, each once, in order. */
function useJoined(near: readonly number[], far: readonly number[] | undefined): readonly number[] {
  return useMemo(() => (far ? [...new Set([...near, ...far])].sort((a, b) => a - b) : near), [near, far]);
}

/** Those of some lines that pass the filter. */
function useShownLines(numbers: readonly number[], lines: LogLines, shows: LineFilter | null): readonly number[] {
  return useMemo(
    () =>
      shows === null
        ? numbers
        : numbers.filter((number) => {
            const line = lines.get(number);
            return line !== undefined && shows(line);
          }),
    [numbers, lines, shows],
  );
}

function useLineLook(
  { origin, hostWidth }: Pick<ShownLog, "origin" | "hostWidth">,
  { time, find, onlyHits, total }: Pick<LineLook, "time" | "find" | "onlyHits"> & { total: number },
): LineLook {
  const zone = useZone();
  const numberWidth = Math.max(3, String(total).length);
  return useMemo(
    () => ({ time, zone, origin, find, onlyHits, hostWidth, numberWidth }),
    [time, zone, origin, find, onlyHits, hostWidth, numberWidth],
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
