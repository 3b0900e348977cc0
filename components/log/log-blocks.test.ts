import { describe, expect, test } from "vitest";
import { blockRowRange, distanceToEnd, scrollTopToCentre, visibleBlocks } from "@/components/log/log-blocks";

describe("visibleBlocks", () => {
  test("an empty log draws nothing", () => {
    const range = visibleBlocks({ scrollTop: 0, height: 600 }, 0);
    expect(range.last).toBeLessThan(range.first);
  });

  test("draws the viewport and a block on each side", () => {
    expect(visibleBlocks({ scrollTop: 0, height: 600 }, 100_000)).toEqual({ first: 0, last: 1 });
    expect(visibleBlocks({ scrollTop: 50_000, height: 600 }, 100_000)).toEqual({ first: 49, last: 51 });
    expect(visibleBlocks({ scrollTop: 50_700, height: 600 }, 100_000)).toEqual({ first: 49, last: 52 });
  });

  test("never draws beyond the last row, also when scrolled too far", () => {
    expect(visibleBlocks({ scrollTop: 1_999_400, height: 600 }, 100_000)).toEqual({ first: 1998, last: 1999 });
    expect(visibleBlocks({ scrollTop: 9_999_999, height: 600 }, 120)).toEqual({ first: 2, last: 2 });
  });

  test("never draws more than 400 rows, whatever the screen", () => {
    for (const height of [300, 900, 2000, 12_000]) {
      for (let scrollTop = 0; scrollTop < 30_000; scrollTop += 777) {
        const { first, last } = visibleBlocks({ scrollTop, height }, 100_000);
        expect((last - first + 1) * 50).toBeLessThanOrEqual(400);
      }
    }
  });
});

test("the last block holds the rest", () => {
  expect(blockRowRange(0, 120)).toEqual([0, 50]);
  expect(blockRowRange(2, 120)).toEqual([100, 120]);
});

test("distanceToEnd is zero at the end and beyond it", () => {
  expect(distanceToEnd({ scrollTop: 1400, height: 600 }, 100)).toBe(0);
  expect(distanceToEnd({ scrollTop: 1380, height: 600 }, 100)).toBe(20);
  expect(distanceToEnd({ scrollTop: 0, height: 600 }, 3)).toBe(0);
});

test("a line is centred unless the log ends before", () => {
  expect(scrollTopToCentre(500, 600, 1000)).toBe(9710);
  expect(scrollTopToCentre(0, 600, 1000)).toBe(0);
  expect(scrollTopToCentre(999, 600, 1000)).toBe(19_400);
});
