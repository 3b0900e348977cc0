"use client";

import { useId } from "react";
import { ChartLegend, type LegendEntry } from "@/components/insights/chart-legend";
import { ChartTextures } from "@/components/insights/chart-look";
import { ChartPart } from "@/components/insights/chart-part";

/** px */
const barHeight = 24;

interface ShareBarProps {
  /** The sentence that says what it shows. */
  name: string;
  entries: readonly (LegendEntry & { count: number })[];
}

/** Parts of a whole side by side, and what they are; a part of nothing is left out. */
export function ShareBar({ name, entries }: ShareBarProps) {
  const id = useId();
  const whole = entries.reduce((sum, { count }) => sum + count, 0);
  let x = 0;
  const present = entries.filter(({ count }) => count > 0);
  const parts = present.map(({ look, word, count }) => {
    const width = (count / whole) * 100;
    x += width;
    return { look, word, width, x: x - width };
  });
  return (
    <div className="flex flex-col gap-2">
      <svg role="img" aria-label={name} width="100%" height={barHeight}>
        <ChartTextures id={id} />
        {parts.map(({ word, ...part }) => (
          <ChartPart key={word} {...part} texture={id} y={0.5} height={barHeight - 1} />
        ))}
      </svg>
      <ChartLegend entries={present} />
    </div>
  );
}
