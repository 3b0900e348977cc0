import { describe, expect, test } from "vitest";
import { blocksToDraw, keepSelected } from "@/components/log/kept-blocks";
import { blockRows } from "@/components/log/log-blocks";

describe("keepSelected", () => {
  test("keeps nothing when nothing is selected", () => {
    expect(keepSelected([])).toEqual({ blocks: [], isWhole: true });
  });

  test("keeps everything between the ends, whichever way it was selected", () => {
    expect(keepSelected([7, 10]).blocks).toEqual([7, 8, 9, 10]);
    expect(keepSelected([10, 7]).blocks).toEqual([7, 8, 9, 10]);
  });

  test("keeps the one end that is in the log", () => {
    expect(keepSelected([7]).blocks).toEqual([7]);
  });

  test("keeps 2,000 lines, and only the ends of more, which it tells", () => {
    const { blocks, isWhole } = keepSelected([204, 5]);
    expect([blocks.length * blockRows, isWhole]).toEqual([2000, true]);
    expect(keepSelected([5, 205])).toEqual({ blocks: [5, 205], isWhole: false });
  });
});

test("blocksToDraw adds what is kept to what is in sight, each once, in order", () => {
  expect(blocksToDraw({ first: 10, last: 12 }, [])).toEqual([10, 11, 12]);
  expect(blocksToDraw({ first: 10, last: 12 }, [7, 8, 9, 10])).toEqual([7, 8, 9, 10, 11, 12]);
  expect(blocksToDraw({ first: 3, last: 4 }, [8, 9])).toEqual([3, 4, 8, 9]);
  expect(blocksToDraw({ first: 0, last: -1 }, [])).toEqual([]);
});
