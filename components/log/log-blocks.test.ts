import { describe, expect, test } from "vitest";
import {
  blockRowRange,
  distanceToEnd,
  evenPlaces,
  measuredPlaces,
  rowTop,
  scrollTopToCentre,
  visibleBlocks,
} from "@/components/log/log-blocks";

const many = evenPlaces(100_000);

describe("visibleBlocks", () => {
  test("an empty log draws nothing", () => {
    const range = visibleBlocks({ scrollTop: 0, height: 600 }, evenPlaces(0));
    expect(range.last).toBeLessThan(range.first);
  });

  test("draws the viewport and a block on each side", () => {
    expect(visibleBlocks({ scrollTop: 0, height: 600 }, many)).toEqual({ first: 0, last: 1 });
    expect(visibleBlocks({ scrollTop: 50_000, height: 600 }, many)).toEqual({ first: 49, last: 51 });
    expect(visibleBlocks({ scrollTop: 50_700, height: 600 }, many)).toEqual({ first: 49, last: 52 });
  });

  test("never draws beyond the last row, also when scrolled too far", () => {
    expect(visibleBlocks({ scrollTop: 1_999_400, height: 600 }, many)).toEqual({ first: 1998, last: 1999 });
    const { first, last } = visibleBlocks({ scrollTop: 9_999_999, height: 600 }, evenPlaces(120));
    expect([first <= 2, last]).toEqual([true, 2]);
  });

  test("never draws more than 400 rows, whatever the screen", () => {
    for (const height of [300, 900, 2000, 12_000]) {
      for (let scrollTop = 0; scrollTop < 30_000; scrollTop += 777) {
        const { first, last } = visibleBlocks({ scrollTop, height }, many);
        expect((last - first + 1) * 50).toBeLessThanOrEqual(400);
      }
    }
  });

  test("of blocks that wrap draws those that lie where the viewport is", () => {
    const places = measuredPlaces(300, new Map([[0, 5000]]));
    expect(visibleBlocks({ scrollTop: 4900, height: 600 }, places)).toEqual({ first: 0, last: 2 });
  });
});

describe("measuredPlaces", () => {
  test("are even as long as nothing was measured", () => {
    for (const rows of [0, 1, 50, 51, 120]) {
      const [even, measured] = [evenPlaces(rows), measuredPlaces(rows, new Map())];
      expect(measured.height).toBe(even.height);
      for (const block of [0, 1, 2, 3]) expect(measured.topOf(block)).toBe(even.topOf(block));
      for (const top of [-10, 0, 999, 1000, 2399, 9999]) expect(measured.blockAt(top)).toBe(even.blockAt(top));
    }
  });

  test("put what follows a high block lower, and find each block where it is", () => {
    const places = measuredPlaces(120, new Map([[1, 1500]]));
    expect([0, 1, 2, 3].map(places.topOf)).toEqual([0, 1000, 2500, 2900]);
    expect([0, 999, 1000, 2499, 2500, 5000].map(places.blockAt)).toEqual([0, 0, 1, 1, 2, 2]);
    expect(places.height).toBe(2900);
  });

  test("make room for rows that came after the last block was measured", () => {
    expect(measuredPlaces(100, new Map([[1, 200]])).height).toBe(2000);
  });
});

test("the last block holds the rest", () => {
  expect(blockRowRange(0, 120)).toEqual([0, 50]);
  expect(blockRowRange(2, 120)).toEqual([100, 120]);
});

test("a row begins where its block and its number put it", () => {
  expect(rowTop(54_321, many)).toBe(54_321 * 20);
  expect(rowTop(119, evenPlaces(120))).toBe(2380);
  expect(rowTop(75, measuredPlaces(120, new Map([[1, 1500]])))).toBe(1750);
  expect(rowTop(0, evenPlaces(0))).toBe(0);
});

test("distanceToEnd is zero at the end and beyond it", () => {
  const places = evenPlaces(100);
  expect(distanceToEnd({ scrollTop: 1400, height: 600 }, places)).toBe(0);
  expect(distanceToEnd({ scrollTop: 1380, height: 600 }, places)).toBe(20);
  expect(distanceToEnd({ scrollTop: 0, height: 600 }, evenPlaces(3))).toBe(0);
});

test("a line is centred unless the log ends before", () => {
  const places = evenPlaces(1000);
  expect(scrollTopToCentre(10_000, 600, places)).toBe(9710);
  expect(scrollTopToCentre(0, 600, places)).toBe(0);
  expect(scrollTopToCentre(19_980, 600, places)).toBe(19_400);
});
