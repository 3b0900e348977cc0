/** Height of a row in pixels; every row has it, so a position is a multiplication and nothing is ever measured. */
export const rowHeight = 20;
/** Rows are drawn and dropped in blocks of this many. */
export const blockRows = 50;
/** Blocks drawn at most: 8 x 50 rows fill a screen 6,000 pixels high. */
const mostBlocks = 8;

export interface BlockRange {
  first: number;
  /** Inclusive; lower than `first` when there is nothing to draw. */
  last: number;
}

interface Viewport {
  scrollTop: number;
  height: number;
}

/** The blocks to draw: what the viewport shows and one more on each side. */
export function visibleBlocks(viewport: Viewport, rows: number): BlockRange {
  const blockHeight = rowHeight * blockRows;
  const lastBlock = Math.ceil(rows / blockRows) - 1;
  const top = Math.max(0, viewport.scrollTop);
  const first = Math.min(Math.max(0, Math.floor(top / blockHeight) - 1), Math.max(0, lastBlock));
  const last = Math.min(lastBlock, Math.floor((top + viewport.height) / blockHeight) + 1, first + mostBlocks - 1);
  return { first, last };
}

/** The rows of a block: [from, to). */
export function blockRowRange(block: number, rows: number): [from: number, to: number] {
  return [block * blockRows, Math.min(rows, (block + 1) * blockRows)];
}

/** Pixels between the lower edge of the viewport and the end of the log. */
export function distanceToEnd(viewport: Viewport, rows: number): number {
  return Math.max(0, rows * rowHeight - viewport.scrollTop - viewport.height);
}

/** Where to scroll so that row `index` is in the middle. */
export function scrollTopToCentre(index: number, viewportHeight: number, rows: number): number {
  const wanted = index * rowHeight - (viewportHeight - rowHeight) / 2;
  return Math.max(0, Math.min(wanted, rows * rowHeight - viewportHeight));
}
