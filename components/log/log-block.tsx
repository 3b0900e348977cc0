"use client";

import { memo } from "react";
import { formatLineTime, type LineTime } from "@/components/log/format-line-time";
import type { LineRange } from "@/components/log/line-range";
import type { LogLines } from "@/components/log/log-lines";
import type { FindMatches } from "@/components/log/log-search";
import type { RowModel } from "@/components/log/row-model";
import { type MatchedSegment, splitByMatches } from "@/components/log/split-by-matches";
import type { LogLine } from "@/lib/contracts/views";
import { parseAnsi } from "@/lib/domain/log/ansi";

/** How lines are drawn; equal objects draw equal lines. */
export interface LineLook {
  time: LineTime;
  zone: string;
  origin: string;
  /** Finds what is searched for; null when nothing is. */
  find: FindMatches | null;
  /** Whether only lines of `hits` may be asked for matches: a pattern could take forever on others. */
  onlyHits: boolean;
  numberWidth: number;
  hostWidth: number;
}

interface LogBlockProps {
  from: number;
  to: number;
  rows: RowModel;
  lines: LogLines;
  look: LineLook;
  /** Changes when a line of the block arrives or becomes a hit; lines themselves never change. */
  signature: string;
  marked: LineRange | null;
  hits: ReadonlySet<number>;
  hit: number | null;
}

/** Fifty rows of the log. */
export const LogBlock = memo(function LogBlock(props: LogBlockProps) {
  const { from, to, rows, lines, look, marked, hits, hit } = props;
  const numbers = Array.from({ length: to - from }, (_, index) => rows.lineAt(from + index));
  return numbers.map((number) => (
    <Row
      key={number}
      number={number}
      line={lines.get(number)}
      look={look}
      isMarked={marked !== null && number >= marked.first && number <= marked.last}
      find={look.onlyHits && !hits.has(number) ? null : look.find}
      isHit={number === hit}
    />
  ));
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
  find: FindMatches | null;
  isHit: boolean;
}

function Row({ number, line, look, isMarked, find, isHit }: RowProps) {
  return (
    <div data-line={number} data-stream={line?.stream} data-marked={isMarked ? "" : undefined} className="log-line">
      <a href={`#L${number}`} data-number={number} tabIndex={-1} aria-label={`Line ${number}`}>
        {String(number).padStart(look.numberWidth)}
      </a>
      {line ? <LineText line={line} look={look} find={find} isHit={isHit} /> : <span>…</span>}
    </div>
  );
}

interface LineTextProps extends Pick<RowProps, "look" | "find" | "isHit"> {
  line: LogLine;
}

function LineText({ line, look, find, isHit }: LineTextProps) {
  const time = formatLineTime(line.at, look.time, look);
  const segments = parseAnsi(line.text);
  const matches = find ? find(segments.map((segment) => segment.text).join("")) : [];
  return (
    <>
      {time && <span>{`${time}  `}</span>}
      {look.hostWidth > 0 && <b>{`${(line.host ?? "sauron").padEnd(look.hostWidth)}  `}</b>}
      <bdi dir="ltr">
        {splitByMatches(segments, matches).map((segment, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line never change or move.
          <Segment key={index} segment={segment} isHit={isHit} />
        ))}
      </bdi>
    </>
  );
}

function Segment({ segment, isHit }: { segment: MatchedSegment; isHit: boolean }) {
  const { text, isMatch, color, background, bold, dim, italic, underline } = segment;
  const isPlain = color === null && background === null && !bold && !dim && !italic && !underline;
  const content = isMatch ? <mark style={isHit ? hitNowStyle : hitStyle}>{text}</mark> : text;
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

const hitStyle = { background: "var(--hit)", color: "var(--hit-ink)" };
const hitNowStyle = { background: "var(--hit-now)", color: "var(--hit-now-ink)" };
