"use client";

import { type MouseEvent, useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { blocksToDraw } from "@/components/log/kept-blocks";
import type { LineRange } from "@/components/log/line-range";
import { type LineLook, LogBlock } from "@/components/log/log-block";
import { type BlockRange, blockRowRange } from "@/components/log/log-blocks";
import type { LogLines } from "@/components/log/log-lines";
import type { RowModel } from "@/components/log/row-model";
import { useKeptBlocks } from "@/components/log/use-kept-blocks";
import type { useLogView } from "@/components/log/use-log-view";

interface LogBodyProps {
  name: string;
  log: ReturnType<typeof useLogView>;
  /** Long lines go on in the next row instead of to the right. */
  wraps: boolean;
  rows: RowModel;
  lines: LogLines;
  look: LineLook;
  range: LineRange | null;
  hits: readonly number[];
  hit: number | null;
  onMark: (line: number, shift: boolean) => void;
  /** Asks for the lines from one to another, those under the reader's eyes. */
  load: (first: number, last: number) => Promise<void>;
}

/** The lines themselves, in a box that scrolls. Only blocks near the viewport are drawn, and those that are selected. */
export function LogBody({ name, log, wraps, rows, lines, look, range, hits, hit, onMark, load }: LogBodyProps) {
  const blocks = useBlocksInSight(log);
  const hitLines = useMemo(() => new Set(hits), [hits]);
  const markLine = (event: MouseEvent) => {
    const number = (event.target as HTMLElement).dataset?.number;
    if (!number) return;
    event.preventDefault();
    log.leave();
    onMark(Number(number), event.shiftKey);
  };
  const kept = useKeptBlocks(log.body);
  useLoadVisible(blocks, rows, load);
  const { height } = log.places;
  return (
    <>
      <div
        ref={log.body}
        id="log"
        role="log"
        aria-live="off"
        aria-label={name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        onClick={markLine}
        onKeyDown={(event) => {
          if (event.key === "End") log.follow();
        }}
        className="log-box min-w-0 flex-1 overflow-auto border border-hairline bg-sunken font-mono text-log"
      >
        <div
          className={`relative min-w-full ${wraps ? "log-wrap" : ""}`}
          style={{ height, top: log.isPlaced ? undefined : `min(0px, 100% - ${height}px)` }}
        >
          {blocksToDraw(blocks, kept.blocks).map((block) => {
            const [from, to] = blockRowRange(block, rows.count);
            return (
              <div
                key={block}
                data-block={block}
                className="absolute left-0 min-w-full"
                style={{ top: log.places.topOf(block) }}
              >
                <LogBlock
                  from={from}
                  to={to}
                  rows={rows}
                  lines={lines}
                  look={look}
                  signature={`${signBlock(rows, lines, from, to)} ${look.onlyHits ? signHits(hitLines, rows, from, to) : ""}`}
                  marked={range}
                  hits={hitLines}
                  hit={hit}
                />
              </div>
            );
          })}
        </div>
      </div>
      {!kept.isWhole && (
        <Note text="More than 2,000 lines are selected: what is copied lacks some of them. Download has every line." />
      )}
    </>
  );
}

/** The blocks that are seen, or will be as soon as the log is where whoever follows it wants it. */
function useBlocksInSight({ sight, places, following }: LogBodyProps["log"]): BlockRange {
  const seen = useSyncExternalStore(sight.subscribe, sight.blocks, sight.blocks);
  return (following && sight.foresee(places)) || seen;
}

/** Loads the lines under the reader's eyes before the others. */
function useLoadVisible({ first, last }: BlockRange, rows: RowModel, load: LogBodyProps["load"]): void {
  const door = useRef(load);
  door.current = load;
  const [begin] = blockRowRange(first, rows.count);
  const [, end] = blockRowRange(last, rows.count);
  const from = end > begin ? rows.lineAt(begin) : 0;
  const to = end > begin ? rows.lineAt(end - 1) : 0;
  useEffect(() => {
    if (from > 0) void door.current(from, to);
  }, [from, to]);
}

/** Which lines a block shows and which of them are loaded. */
function signBlock(rows: RowModel, lines: LogLines, from: number, to: number): string {
  let held = 0;
  for (let row = from; row < to; row++) if (lines.get(rows.lineAt(row))) held++;
  return `${rows.lineAt(from)}-${rows.lineAt(to - 1)}:${held}`;
}

/** Which lines of a block are hits. */
function signHits(hits: ReadonlySet<number>, rows: RowModel, from: number, to: number): string {
  let sign = "";
  for (let row = from; row < to; row++) if (hits.has(rows.lineAt(row))) sign += `${row} `;
  return sign;
}

/** What there is to say instead of lines. */
export function LogNotes({ count, error, isLoading }: { count: number; error: string | null; isLoading: boolean }) {
  const text = error
    ? `${error} It is tried again as you read on.`
    : isLoading
      ? "Loading lines…"
      : count === 0
        ? "No line yet."
        : null;
  return text && <Note text={text} />;
}

function Note({ text }: { text: string }) {
  return (
    <p role="status" className="log-note absolute top-3 bg-surface px-4 py-1 text-ink-2">
      {text}
    </p>
  );
}

export function NewLinesPill({ count, onFollow }: { count: number; onFollow: () => void }) {
  return (
    <button
      type="button"
      onClick={onFollow}
      className="log-pill absolute bottom-4 bg-primary px-4 font-semibold text-white shadow-lg"
    >
      ▼ {count.toLocaleString("en-US")} new {count === 1 ? "line" : "lines"}
    </button>
  );
}
