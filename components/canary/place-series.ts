/** Ends of the axis that a chart draws on, percent of the requests. */
export interface ShareScale {
  from: number;
  to: number;
}

/** From 0 % to just above what is drawn; of good requests from just below it to 100 %. */
export function scaleShares(drawn: readonly number[], isGood: boolean): ShareScale {
  const farthest = Math.max(...drawn.map((share) => (isGood ? 100 - share : share)), 0);
  // A limit at the very edge would be taken for the frame.
  const reach = farthest > 0 ? roundUp(farthest * 1.1) : 1;
  return isGood ? { from: 100 - reach, to: 100 } : { from: 0, to: reach };
}

/** A round number, not far above; no share is above 100 %. */
function roundUp(percent: number): number {
  const power = 10 ** Math.floor(Math.log10(percent));
  const step = [1, 2, 3, 4, 5, 6, 8].find((each) => percent <= each * power) ?? 10;
  return Math.min(100, Number((step * power).toPrecision(1)));
}

/** How far below the top of the chart a share lies, percent of its height. */
export function placeShare(share: number, { from, to }: ShareScale): number {
  return ((to - share) / (to - from)) * 100;
}

/** A point of a line; `y` null = a gap. */
export interface PlacedPoint {
  x: number;
  y: number | null;
}

/** The line through the points, as SVG draws it. It breaks at a gap. */
export function traceLine(points: readonly PlacedPoint[]): string {
  return points
    .map(({ x, y }, index) => {
      if (y === null || isLonely(points, index)) return "";
      return `${hasPlace(points[index - 1]) ? "L" : "M"}${round(x)} ${round(y)}`;
    })
    .join("");
}

/** Points between two gaps, which no line shows: lines of no length, which round ends make dots. */
export function traceDots(points: readonly PlacedPoint[]): string {
  return points
    .map(({ x, y }, index) => (y !== null && isLonely(points, index) ? `M${round(x)} ${round(y)}h0` : ""))
    .join("");
}

function isLonely(points: readonly PlacedPoint[], index: number): boolean {
  return !hasPlace(points[index - 1]) && !hasPlace(points[index + 1]);
}

function hasPlace(point: PlacedPoint | undefined): boolean {
  return point !== undefined && point.y !== null;
}

function round(place: number): number {
  return Number(place.toFixed(2));
}

/**
 * Where labels go that want to stand at these heights: at least `gap` apart, in their order, and inside of `height`, as
 * long as it has room for all; px.
 */
export function spreadLabels(wanted: readonly number[], { gap, height }: { gap: number; height: number }): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = [...wanted];
  let least = gap / 2;
  for (const index of order) {
    placed[index] = Math.max(placed[index] ?? 0, least);
    least = placed[index] + gap;
  }
  let most = height - gap / 2;
  for (const index of order.toReversed()) {
    placed[index] = Math.min(placed[index] ?? 0, most);
    most = placed[index] - gap;
  }
  return placed;
}
