/** Parts of the gutter's height in which an error can be told from its neighbours. */
export const gutterParts = 240;

/** Outline of the marks beside the scrollbar, for a picture `gutterParts` high and 1 wide: one mark per part at most. */
export function gutterOutline(rows: readonly number[], count: number): string {
  if (count === 0) return "";
  const parts = new Set(rows.map((row) => Math.min(gutterParts - 1, Math.floor((row / count) * gutterParts))));
  return [...parts].map((part) => `M0 ${part}h1v1.500h-1z`).join("");
}
