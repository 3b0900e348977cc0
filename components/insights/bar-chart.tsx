"use client";

import { useId } from "react";
import { type ChartLook, ChartTextures } from "@/components/insights/chart-look";
import { ChartPart } from "@/components/insights/chart-part";

export interface Bar {
  /** Names it below the chart, where there is room: the first and the last, or all. */
  label: string;
  /** One upon the other, from below; a part of nothing is not drawn. */
  parts: readonly { look: ChartLook; value: number }[];
}

interface BarChartProps {
  /** The sentence that says what it shows. */
  name: string;
  bars: readonly Bar[];
  /** A limit across all bars. */
  line?: { value: number; label: string };
  /** Writes a value of the upward axis. */
  format: (value: number) => string;
}

/** px */
const chartHeight = 120;
/** A part that is there is seen, however small. px */
const leastHeight = 2;
/** More bars than these are too narrow for edges on a phone. */
const mostEdged = 40;
/** So many labels fit below the narrowest chart. */
const mostLabels = 6;

/** Bars from left to right: a picture for the eye, which a sentence and a table say in words. */
export function BarChart({ name, bars, line, format }: BarChartProps) {
  const id = useId();
  const tallest = Math.max(...bars.map(({ parts }) => parts.reduce((sum, { value }) => sum + value, 0)));
  // Room above the line, where its name stands.
  const top = Math.max(tallest, (line?.value ?? 0) * 1.25) || 1;
  const slot = 100 / bars.length;
  const scale = (value: number) => (value / top) * chartHeight;
  return (
    <div className="grid grid-cols-[auto_1fr] gap-x-2 gap-y-1 text-meta text-ink-2">
      <span aria-hidden="true" className="flex flex-col items-end justify-between whitespace-nowrap">
        <span>{format(top)}</span>
        <span>0</span>
      </span>
      <svg role="img" aria-label={name} width="100%" height={chartHeight} className="overflow-visible">
        <ChartTextures id={id} />
        <line x1="0" x2="100%" y1={chartHeight} y2={chartHeight} className="stroke-edge" />
        {bars.map(({ label, parts }, index) => (
          <BarParts
            key={label}
            parts={parts}
            {...{ id, scale }}
            isNarrow={bars.length > mostEdged}
            x={(index + 0.15) * slot}
            width={slot * 0.7}
          />
        ))}
        {line && <LimitLine y={chartHeight - scale(line.value)} label={line.label} />}
      </svg>
      <BarLabels labels={bars.map(({ label }) => label)} />
    </div>
  );
}

interface BarPartsProps extends Pick<Bar, "parts"> {
  id: string;
  x: number;
  width: number;
  isNarrow: boolean;
  scale: (value: number) => number;
}

function BarParts({ parts, id, scale, ...place }: BarPartsProps) {
  let y = chartHeight;
  return parts
    .filter(({ value }) => value > 0)
    .map(({ look, value }) => {
      const height = Math.max(leastHeight, scale(value));
      y -= height;
      return <ChartPart key={look} look={look} texture={id} {...{ ...place, y, height }} />;
    });
}

function LimitLine({ y, label }: { y: number; label: string }) {
  return (
    <>
      <line x1="0" x2="100%" y1={y} y2={y} strokeDasharray="6 4" strokeWidth="1.5" className="stroke-ink" />
      <text
        x="100%"
        y={y - 5}
        textAnchor="end"
        strokeWidth="4"
        paintOrder="stroke"
        className="fill-ink stroke-surface text-meta font-semibold"
      >
        {label}
      </text>
    </>
  );
}

/** All of them where they fit, otherwise the ends. */
function BarLabels({ labels }: { labels: readonly string[] }) {
  const isEach = labels.length <= mostLabels;
  const shown = isEach ? labels : [labels[0], labels.at(-1)];
  return (
    <span aria-hidden="true" className={`col-start-2 flex justify-between ${isEach ? "*:flex-1 *:text-center" : ""}`}>
      {shown.map((label) => (
        <span key={label}>{label}</span>
      ))}
    </span>
  );
}
