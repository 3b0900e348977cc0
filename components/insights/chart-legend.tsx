"use client";

import { useId } from "react";
import { type ChartLook, ChartTextures } from "@/components/insights/chart-look";
import { ChartPart } from "@/components/insights/chart-part";

export interface LegendEntry {
  look: ChartLook;
  word: string;
  /** How many; left out where the chart shows no counts. */
  count?: number;
}

/** What the parts of a chart are, in words. */
export function ChartLegend({ entries }: { entries: readonly LegendEntry[] }) {
  const id = useId();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-meta text-ink-2">
      {entries.map(({ look, word, count }) => (
        <li key={word} className="inline-flex items-center gap-1.5">
          <svg width="12" height="12" aria-hidden="true">
            <ChartTextures id={`${id}-${look}`} />
            <ChartPart look={look} texture={`${id}-${look}`} x={4} width={92} y={0.5} height={11} />
          </svg>
          {word}
          {count !== undefined && <span className="font-semibold text-ink">{count}</span>}
        </li>
      ))}
    </ul>
  );
}
