"use client";

import { type MouseEvent, useMemo } from "react";
import { blocksToDraw } from "@/components/log/kept-blocks";
import type { LineRange } from "@/components/log/line-range";
import { type LineLook, LogBlock } from "@/components/log/log-block";
import { blockRowRange } from "@/components/log/log-blocks";
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
}

/** The lines themselves, in a box that scrolls. Only blocks near the viewport are drawn, and those that are selected. */
export function LogBody({ name, log, wraps, rows, lines, look, range, hits, hit, onMark }: LogBodyProps) {
  const hitLines = useMemo(() => new Set(hits), [hits]);
  const markLine = (event: MouseEvent) => {
    const number = (event.target as HTMLElement).dataset?.number;
    if (!number) return;
    event.preventDefault();
    log.leave();
    onMark(Number(number), event.shiftKey);
  };
  const kept = useKeptBlocks(log.body);
  return (
    <>
      <div
        ref={log.body}
        role="log"
        aria-live="off"
        aria-label={name}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        onClick={markLine}
        onKeyDown={(event) => {
          if (event.key === "End") log.follow();
        }}
        className="h-[max(20rem,calc(100dvh-20rem))] min-w-0 flex-1 overflow-auto overscroll-contain rounded-bl-card border border-hairline bg-sunken font-mono text-log -outline-offset-2 in-fullscreen:h-[max(20rem,calc(100dvh-17rem))]"
      >
        <div className={`relative min-w-full ${wraps ? "log-wrap" : ""}`} style={{ height: log.places.height }}>
          {blocksToDraw(log.blocks, kept.blocks).map((block) => {
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
    <p
      role="status"
      className="absolute top-3 left-1/2 -translate-x-1/2 rounded-full border border-hairline bg-surface px-4 py-1 text-ink-2"
    >
      {text}
    </p>
  );
}

export function NewLinesPill({ count, onFollow }: { count: number; onFollow: () => void }) {
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
