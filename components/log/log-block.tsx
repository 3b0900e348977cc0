"use client";

import { memo } from "react";
import { parseAnsi, type TextSegment } from "@/components/log/ansi";
import { formatLineTime, type LineTime } from "@/components/log/format-line-time";
import type { LineRange } from "@/components/log/line-range";
import { blockRows, rowHeight } from "@/components/log/log-blocks";
import type { LogLines } from "@/components/log/log-lines";
import { findMatches } from "@/components/log/log-search";
import type { RowModel } from "@/components/log/row-model";
import type { LogLine } from "@/lib/contracts/views";

/** How lines are drawn; equal objects draw equal lines. */
export interface LineLook {
  time: LineTime;
  zone: string;
  origin: string;
  query: string;
  numberWidth: number;
  hostWidth: number;
}

interface LogBlockProps {
  block: number;
  from: number;
  to: number;
  rows: RowModel;
  lines: LogLines;
  look: LineLook;
  /** Changes when a line of the block arrives; lines themselves never change. */
  signature: string;
  marked: LineRange | null;
  hit: number | null;
}

/** Fifty rows of the log at their computed place. */
export const LogBlock = memo(function LogBlock({ block, from, to, rows, lines, look, marked, hit }: LogBlockProps) {
  const numbers = Array.from({ length: to - from }, (_, index) => rows.lineAt(from + index));
  return (
    <div className="absolute left-0 min-w-full" style={{ top: block * blockRows * rowHeight }}>
      {numbers.map((number) => (
        <Row
          key={number}
          number={number}
          line={lines.get(number)}
          look={look}
          isMarked={marked !== null && number >= marked.first && number <= marked.last}
          isHit={number === hit}
        />
      ))}
    </div>
  );
}, isSameBlock);

function isSameBlock(a: LogBlockProps, b: LogBlockProps): boolean {
  return (
    a.from === b.from &&
    a.to === b.to &&
    a.signature === b.signature &&
    a.look === b.look &&
    a.marked === b.marked &&
    a.hit === b.hit
  );
}

interface RowProps {
  number: number;
  line: LogLine | undefined;
  look: LineLook;
  isMarked: boolean;
  isHit: boolean;
}

function Row({ number, line, look, isMarked, isHit }: RowProps) {
  return (
    <div
      data-line={number}
      data-stream={line?.stream}
      data-marked={isMarked ? "" : undefined}
      className={`log-line pr-4 ${line?.stream === "err" ? "shadow-[inset_3px_0_0_var(--warn)]" : ""}`}
    >
      <a
        href={`#L${number}`}
        data-number={number}
        tabIndex={-1}
        aria-label={`Line ${number}`}
        className="inline-block pr-3 pl-2 text-right text-ink-3 select-none hover:text-run"
        style={{ width: `${look.numberWidth + 4}ch` }}
      >
        {number}
      </a>
      {line ? <LineText line={line} look={look} isHit={isHit} /> : <span className="text-ink-3">…</span>}
    </div>
  );
}

function LineText({ line, look, isHit }: { line: LogLine; look: LineLook; isHit: boolean }) {
  const time = formatLineTime(line.at, look.time, look);
  return (
    <>
      {time && <span className="text-ink-3">{`${time}  `}</span>}
      <span className="text-ink-2">{`${(line.host ?? "sauron").padEnd(look.hostWidth)}  `}</span>
      <bdi dir="ltr" className={line.stream === "sys" ? "text-ink-2 italic" : ""}>
        {parseAnsi(line.text).map((segment, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line never change or move.
          <Segment key={index} segment={segment} query={look.query} isHit={isHit} />
        ))}
      </bdi>
    </>
  );
}

function Segment({ segment, query, isHit }: { segment: TextSegment; query: string; isHit: boolean }) {
  const { text, color, background, bold, dim, italic, underline } = segment;
  const isPlain = color === null && background === null && !bold && !dim && !italic && !underline;
  const content = query === "" ? text : highlight(text, query, isHit);
  if (isPlain) return content;
  // Colours on a coloured ground are not checked for contrast, so the text then takes the page's own colour.
  const ink = background === null ? color : null;
  return (
    <span
      style={{
        color: ink === null ? (background === null ? undefined : "var(--surface)") : `var(--ansi-${ink})`,
        background: background === null ? undefined : `var(--ansi-${background})`,
        fontWeight: bold ? 600 : undefined,
        opacity: dim ? 0.75 : undefined,
        fontStyle: italic ? "italic" : undefined,
        textDecoration: underline ? "underline" : undefined,
      }}
    >
      {content}
    </span>
  );
}

function highlight(text: string, query: string, isHit: boolean): React.ReactNode {
  const matches = findMatches(text, query);
  if (matches.length === 0) return text;
  const style = isHit
    ? { background: "var(--hit-now)", color: "var(--hit-now-ink)" }
    : { background: "var(--hit)", color: "var(--hit-ink)" };
  const pieces: React.ReactNode[] = [];
  let from = 0;
  for (const [start, end] of matches) {
    pieces.push(text.slice(from, start));
    pieces.push(
      <mark key={start} style={style}>
        {text.slice(start, end)}
      </mark>,
    );
    from = end;
  }
  return [...pieces, text.slice(from)];
}
