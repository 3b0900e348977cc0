/** Height of a row of one line in pixels; without wrapping every row has it. */
export const rowHeight = 20;
/** Rows are drawn and dropped in blocks of this many. */
export const blockRows = 10;
/** Blocks drawn at most: 40 x 10 rows fill a screen 7,000 pixels high. */
const mostBlocks = 40;
/** Blocks drawn on each side of what is in sight, for the next turn of the wheel. */
const spareBlocks = 2;

export interface BlockRange {
  first: number;
  /** Inclusive; lower than `first` when there is nothing to draw. */
  last: number;
}

export interface Viewport {
  scrollTop: number;
  height: number;
}

/** Where the blocks of a log stand; pixels from its beginning. */
export interface BlockPlaces {
  rows: number;
  /** Of all blocks together. */
  height: number;
  /** Of the block after the last one: where all end. */
  topOf: (block: number) => number;
  /** The block at a height; the last one for what lies below. */
  blockAt: (top: number) => number;
  /** Every row is as high as any other: where one begins is known without looking at it. */
  isEven: boolean;
}

/** Every row is one line high: a place is a multiplication, and nothing is ever measured. */
export function evenPlaces(rows: number): BlockPlaces {
  const blockHeight = rowHeight * blockRows;
  const height = rows * rowHeight;
  return {
    rows,
    height,
    topOf: (block) => Math.min(block * blockHeight, height),
    blockAt: (top) => Math.max(0, Math.min(lastBlockOf(rows), Math.floor(top / blockHeight))),
    isEven: true,
  };
}

/**
 * Long rows wrap: a block that was drawn once has been measured, any other counts as if nothing in it wrapped.
 * @param heights of the blocks that were measured
 */
export function measuredPlaces(rows: number, heights: ReadonlyMap<number, number>): BlockPlaces {
  const tops = [0];
  for (let block = 0; block <= lastBlockOf(rows); block++) {
    const [from, to] = blockRowRange(block, rows);
    // Rows may have come since it was measured.
    tops.push((tops[block] ?? 0) + Math.max(heights.get(block) ?? 0, (to - from) * rowHeight));
  }
  const height = tops.at(-1) ?? 0;
  return {
    rows,
    height,
    topOf: (block) => tops[block] ?? height,
    blockAt: (top) => Math.max(0, Math.min(lastBlockOf(rows), countUpTo(tops, top) - 1)),
    isEven: false,
  };
}

/** How many of some sorted numbers are not above `most`. */
function countUpTo(sorted: readonly number[], most: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** -1 when there are no rows. */
function lastBlockOf(rows: number): number {
  return Math.ceil(rows / blockRows) - 1;
}

/**
 * The blocks to draw, when some are: what the viewport shows, and some more on each side. Who jumps to elsewhere, as the
 * scrollbar does with every step, is shown that place and nothing around it: twice as many rows would take twice the time.
 */
export function visibleBlocks({ scrollTop, height }: Viewport, places: BlockPlaces, drawn: BlockRange): BlockRange {
  const [top, end] = [places.blockAt(scrollTop), places.blockAt(scrollTop + height)];
  const spare = top > drawn.last || end < drawn.first ? 0 : spareBlocks;
  const first = Math.max(0, top - spare);
  return { first, last: Math.min(lastBlockOf(places.rows), end + spare, first + mostBlocks - 1) };
}

/** The rows of a block: [from, to). */
export function blockRowRange(block: number, rows: number): [from: number, to: number] {
  return [block * blockRows, Math.min(rows, (block + 1) * blockRows)];
}

/** Where a row begins, when all rows of its block are as high as one another. */
export function rowTop(row: number, places: BlockPlaces): number {
  const block = Math.floor(row / blockRows);
  const [from, to] = blockRowRange(block, places.rows);
  const top = places.topOf(block);
  return to > from ? top + (row - from) * ((places.topOf(block + 1) - top) / (to - from)) : top;
}

/** Pixels between the lower edge of the viewport and the end of the log. */
export function distanceToEnd({ scrollTop, height }: Viewport, places: BlockPlaces): number {
  return Math.max(0, places.height - scrollTop - height);
}

/** Where to scroll so that the row that begins at `top` is in the middle. */
export function scrollTopToCentre(top: number, viewportHeight: number, places: BlockPlaces): number {
  const wanted = top - (viewportHeight - rowHeight) / 2;
  return Math.max(0, Math.min(wanted, places.height - viewportHeight));
}
