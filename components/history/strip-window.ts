/** The stretch of time that the strip shows; epoch milliseconds. */
export interface StripWindow {
  from: number;
  to: number;
}

export interface StripSpan {
  number: number;
  from: number;
  to: number;
}

const shortest = 60_000;

/** All of the rollouts and the moment that is asked about, with a little room; null when there is nothing. */
export function wholeWindow(spans: readonly StripSpan[], marked: number | null): StripWindow | null {
  const moments = spans.flatMap((span) => [span.from, span.to]);
  if (marked !== null) moments.push(marked);
  if (moments.length === 0) return null;
  const [from, to] = [Math.min(...moments), Math.max(...moments)];
  const room = Math.max(shortest, (to - from) * 0.02);
  return { from: from - room, to: to + room };
}

/** Half or twice as much time around the middle. */
export function zoomWindow({ from, to }: StripWindow, factor: number, whole: StripWindow): StripWindow {
  const middle = (from + to) / 2;
  const half = Math.max(shortest, (to - from) * factor) / 2;
  return clampWindow({ from: middle - half, to: middle + half }, whole);
}

/** A part of its length to the earlier or the later. */
export function moveWindow({ from, to }: StripWindow, share: number, whole: StripWindow): StripWindow {
  const step = (to - from) * share;
  return clampWindow({ from: from + step, to: to + step }, whole);
}

/** Where something lies in the window, in percent of its width; null when it lies outside. */
export function placeInWindow(
  span: { from: number; to: number },
  { from, to }: StripWindow,
): { left: number; width: number } | null {
  if (span.to < from || span.from > to) return null;
  const scale = 100 / (to - from);
  const left = Math.max(0, (span.from - from) * scale);
  return { left, width: Math.min(100, (span.to - from) * scale) - left };
}

function clampWindow({ from, to }: StripWindow, whole: StripWindow): StripWindow {
  const length = Math.min(to - from, whole.to - whole.from);
  const start = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: start, to: start + length };
}
