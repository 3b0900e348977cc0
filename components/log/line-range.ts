/** A marked range of log lines, both ends included, 1-based. */
export interface LineRange {
  first: number;
  last: number;
}

/** Reads "#L120" or "#L120-L140" (either order); null for anything else. */
export function parseLineRange(hash: string): LineRange | null {
  const match = /^#?L(\d{1,9})(?:-L?(\d{1,9}))?$/.exec(hash);
  if (!match) return null;
  const a = Number(match[1]);
  const b = Number(match[2] ?? match[1]);
  if (a < 1 || b < 1) return null;
  return { first: Math.min(a, b), last: Math.max(a, b) };
}

export function formatLineRange(range: LineRange): string {
  return range.first === range.last ? `#L${range.first}` : `#L${range.first}-L${range.last}`;
}

/** The range after a click on `line`; with shift held it grows from where it started. */
export function extendLineRange(known: LineRange | null, line: number, shift: boolean): LineRange {
  if (!shift || !known) return { first: line, last: line };
  return line < known.first ? { first: line, last: known.last } : { first: known.first, last: line };
}
