import { type ChartLook, lookFill, textureOf } from "@/components/insights/chart-look";

interface ChartPartProps {
  look: ChartLook;
  /** Of the textures of its `<svg>`. */
  texture: string;
  /** Across in percent of the chart, down in px. */
  x: number;
  width: number;
  y: number;
  height: number;
  /** It is too narrow for an edge. */
  isNarrow?: boolean;
}

/** A rectangle of a chart. */
export function ChartPart({ look, texture, x, width, y, height, isNarrow }: ChartPartProps) {
  const url = textureOf(look, texture);
  const place = { x: `${x}%`, width: `${width}%`, y, height };
  return (
    <>
      <rect {...place} strokeWidth={isNarrow ? 0 : 1} className={lookFill[look]} />
      {url && <rect {...place} fill={url} />}
    </>
  );
}
