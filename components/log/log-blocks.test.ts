import { describe, expect, test } from "vitest";
import {
  type BlockRange,
  blockRowRange,
  blockRows,
  distanceToEnd,
  evenPlaces,
  measuredPlaces,
  rowTop,
  scrollTopToCentre,
  visibleBlocks,
} from "@/components/log/log-blocks";

const many = evenPlaces(100_000);

const nothing = { first: 0, last: -1 };

describe("visibleBlocks", () => {
  test("an empty log draws nothing", () => {
    const range = visibleBlocks({ scrollTop: 0, height: 600 }, evenPlaces(0), nothing);
    expect(range.last).toBeLessThan(range.first);
  });

  test("draws the viewport and two blocks on each side, for who moves on", () => {
    expect(visibleBlocks({ scrollTop: 0, height: 550 }, many, { first: 0, last: 9 })).toEqual({ first: 0, last: 4 });
    const from = (drawn: BlockRange) => visibleBlocks({ scrollTop: 20_000, height: 550 }, many, drawn);
    expect(from({ first: 90, last: 100 })).toEqual({ first: 98, last: 104 });
    expect(from({ first: 102, last: 110 })).toEqual({ first: 98, last: 104 });
  });

  test("draws the viewport alone for who jumps to elsewhere", () => {
    const from = (drawn: BlockRange) => visibleBlocks({ scrollTop: 20_000, height: 550 }, many, drawn);
    for (const drawn of [nothing, { first: 90, last: 99 }, { first: 103, last: 110 }]) {
      expect(from(drawn)).toEqual({ first: 100, last: 102 });
    }
  });

  test("never draws beyond the last row, also when scrolled too far", () => {
    expect(visibleBlocks({ scrollTop: 1_999_400, height: 600 }, many, nothing)).toEqual({ first: 9997, last: 9999 });
    const { first, last } = visibleBlocks({ scrollTop: 9_999_999, height: 600 }, evenPlaces(25), nothing);
    expect([first <= 2, last]).toEqual([true, 2]);
  });

  test("never draws more than 400 rows, whatever the screen", () => {
    for (const height of [300, 900, 2000, 12_000]) {
      for (let scrollTop = 0; scrollTop < 30_000; scrollTop += 777) {
        const { first, last } = visibleBlocks({ scrollTop, height }, many, { first: 0, last: 9999 });
        expect((last - first + 1) * blockRows).toBeLessThanOrEqual(400);
      }
    }
  });

  test("of blocks that wrap draws those that lie where the viewport is", () => {
    const places = measuredPlaces(300, new Map([[0, 5000]]));
    expect(visibleBlocks({ scrollTop: 4900, height: 250 }, places, nothing)).toEqual({ first: 0, last: 1 });
  });
});

describe("measuredPlaces", () => {
  test("are even as long as nothing was measured", () => {
    for (const rows of [0, 1, 10, 11, 25]) {
      const [even, measured] = [evenPlaces(rows), measuredPlaces(rows, new Map())];
      expect(measured.height).toBe(even.height);
      for (const block of [0, 1, 2, 3]) expect(measured.topOf(block)).toBe(even.topOf(block));
      for (const top of [-10, 0, 199, 200, 499, 9999]) expect(measured.blockAt(top)).toBe(even.blockAt(top));
    }
  });

  test("put what follows a high block lower, and find each block where it is", () => {
    const places = measuredPlaces(25, new Map([[1, 1500]]));
    expect([0, 1, 2, 3].map(places.topOf)).toEqual([0, 200, 1700, 1800]);
    expect([0, 199, 200, 1699, 1700, 5000].map(places.blockAt)).toEqual([0, 0, 1, 1, 2, 2]);
    expect(places.height).toBe(1800);
  });

  test("make room for rows that came after the last block was measured", () => {
    expect(measuredPlaces(20, new Map([[1, 100]])).height).toBe(400);
  });
});

test("the last block holds the rest", () => {
  expect(blockRowRange(0, 25)).toEqual([0, 10]);
  expect(blockRowRange(2, 25)).toEqual([20, 25]);
});

test("a row begins where its block and its number put it", () => {
  expect(rowTop(54_321, many)).toBe(54_321 * 20);
  expect(rowTop(24, evenPlaces(25))).toBe(480);
  expect(rowTop(15, measuredPlaces(25, new Map([[1, 1500]])))).toBe(950);
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
