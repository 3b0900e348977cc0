import { describe, expect, test } from "vitest";
import { nearestRank } from "./nearest-rank";
import { percentOf } from "./percent-of";

describe("nearestRank", () => {
  test.each([
    ["nothing", [], 50, null],
    ["one value", [7], 95, 7],
    ["an even count takes the lower middle", [1, 2, 3, 4], 50, 2],
    ["an odd count takes the middle", [1, 3, 5], 50, 3],
    ["ties", [2, 2, 2, 9], 50, 2],
    ["19 of 20 are 95 %", Array.from({ length: 20 }, (_, index) => index + 1), 95, 19],
    ["of 19 it takes all", Array.from({ length: 19 }, (_, index) => index + 1), 95, 19],
    ["the largest", [3, 5, 8], 100, 8],
  ] as const)("%s", (_, values, percent, expected) => {
    expect(nearestRank(values, percent)).toBe(expected);
  });
});

describe("percentOf", () => {
  test.each([
    ["a share of nothing is none", 0, 0, null],
    ["none", 0, 7, 0],
    ["all", 7, 7, 100],
    ["a third", 1, 3, 33.3],
    ["almost all is not all", 9999, 10_000, 99.9],
    ["almost none is not none", 1, 10_000, 0.1],
  ] as const)("%s", (_, part, whole, expected) => {
    expect(percentOf(part, whole)).toBe(expected);
  });
});
