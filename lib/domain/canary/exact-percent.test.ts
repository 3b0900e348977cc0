import { describe, expect, test } from "vitest";
import { complementPercent, countRequestsToShow, isShare } from "./exact-percent";

describe("isShare compares exactly", () => {
  const cases: [count: number, total: number, op: "<" | "<=" | ">" | ">=", percent: number, expected: boolean][] = [
    [5, 1000, "<", 0.5, false],
    [4, 1000, "<", 0.5, true],
    [5, 1000, "<=", 0.5, true],
    [7, 10_000, "<", 0.07, false],
    [7, 10_000, "<=", 0.07, true],
    [3, 1000, ">=", 0.3, true],
    [90, 100, ">=", 90, true],
    [90, 100, ">", 90, false],
    [0, 1, "<", 0, false],
    [0, 1, "<=", 0, true],
    [1, 1_000_000_000, "<=", 1e-7, true],
    [2, 1_000_000_000, "<=", 1e-7, false],
    [Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER, ">=", 100, true],
  ];
  test.each(cases)("%i of %i %s %f %% is %s", (count, total, op, percent, expected) => {
    expect(isShare({ count, total }, op, percent)).toBe(expected);
  });
  test("0 of 0 is refused, not answered", () => {
    expect(() => isShare({ count: 0, total: 0 }, "<", 1)).toThrow("0 of 0 is not a rate");
  });
});

test.each([
  [0.5, 600],
  [0.3, 1000],
  [10, 30],
  [0.7, 429],
  [100, 3],
  [0, null],
])("seeing no bad one in so many requests shows less than %f %%: %s", (percent, requests) => {
  expect(countRequestsToShow(percent)).toBe(requests);
});

test.each([
  [90, 10],
  [99.9, 0.1],
  [0.1, 99.9],
])("the complement of %f %% is %f %%, without noise", (percent, rest) => {
  expect(complementPercent(percent)).toBe(rest);
});
