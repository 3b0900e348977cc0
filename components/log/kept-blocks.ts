import type { BlockRange } from "@/components/log/log-blocks";

/** Blocks kept drawn at most because they are selected: 2,000 lines. */
const mostKept = 200;

/** What stays drawn because something is selected in it: a browser copies only what is there. */
export interface KeptBlocks {
  blocks: readonly number[];
  /** Whether the selection is kept whole. Of one that is too long the ends are, so that it can be made shorter again. */
  isWhole: boolean;
}

/** @param ends the blocks in which the selection begins and ends, in any order; those of them that are in the log */
export function keepSelected(ends: readonly number[]): KeptBlocks {
  const range = { first: Math.min(...ends), last: Math.max(...ends) };
  if (range.last - range.first >= mostKept) return { blocks: [range.first, range.last], isWhole: false };
  return { blocks: ends.length === 0 ? [] : blocksOf(range), isWhole: true };
}

/** The blocks to draw, in order: what is in sight, and what is kept. */
export function blocksToDraw(visible: BlockRange, kept: readonly number[]): number[] {
  return [...new Set([...blocksOf(visible), ...kept])].sort((a, b) => a - b);
}

function blocksOf({ first, last }: BlockRange): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}
