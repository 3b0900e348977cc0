import { describe, expect, test } from "vitest";
import { placeShare, scaleShares, spreadLabels, traceDots, traceLine } from "./place-series";

describe("the axis", () => {
  test.each([
    [[0.5, 1.9, 0], false, { from: 0, to: 3 }],
    [[0.5, 0.03], false, { from: 0, to: 0.6 }],
    [[100, 0.5], false, { from: 0, to: 100 }],
    [[90, 99.1, 97], true, { from: 80, to: 100 }],
    [[90, 81], true, { from: 70, to: 100 }],
    [[0], true, { from: 0, to: 100 }],
  ])("holds all of %j (good: %s)", (drawn, isGood, scale) => {
    expect(scaleShares(drawn, isGood)).toEqual(scale);
  });

  test("of nothing, or of nothing but zeros, still has two ends", () => {
    expect(scaleShares([], false)).toEqual({ from: 0, to: 1 });
    expect(scaleShares([0, 0], false)).toEqual({ from: 0, to: 1 });
    expect(scaleShares([100], true)).toEqual({ from: 99, to: 100 });
  });

  test("has its larger end on top", () => {
    expect([0, 1, 2].map((share) => placeShare(share, { from: 0, to: 2 }))).toEqual([100, 50, 0]);
  });
});

test("a line breaks at gaps, and a lonely point is a dot", () => {
  const points = [3, 4, null, 5, null, null, 6, 7].map((y, x) => ({ x, y }));
  expect([traceLine(points), traceDots(points)]).toEqual(["M0 3L1 4M6 6L7 7", "M3 5h0"]);
  const lonely = [{ x: 1, y: 2 }];
  expect([traceLine(lonely), traceDots(lonely)]).toEqual(["", "M1 2h0"]);
  const silent = [{ x: 1, y: null }];
  expect([traceLine(silent), traceDots(silent)]).toEqual(["", ""]);
});

describe("labels", () => {
  const byHeight = (a: { height: number }, b: { height: number }) => a.height - b.height;
  const room = { gap: 14, height: 96 };

  test("stay where they are when they have room", () => {
    expect(spreadLabels([80, 20, 50], room)).toEqual([80, 20, 50]);
  });

  test.each([[[96, 95, 94]], [[0, 0, 0]], [[50, 51, 49]]])(
    "at %j are moved apart, in their order and inside",
    (wanted) => {
      const placed = spreadLabels(wanted, room);
      const inOrder = (heights: number[]) => heights.map((height, index) => ({ height, index })).sort(byHeight);
      const sorted = inOrder(placed);
      expect(sorted.map(({ index }) => index)).toEqual(inOrder(wanted).map(({ index }) => index));
      const gaps = sorted.slice(1).map(({ height }, index) => height - (sorted[index]?.height ?? 0));
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(14);
      expect(Math.min(...placed)).toBeGreaterThanOrEqual(7);
      expect(Math.max(...placed)).toBeLessThanOrEqual(89);
    },
  );
});
