import { describe, expect, test } from "vitest";
import { longestWait, usualDuration } from "./usual-duration";

describe("usualDuration", () => {
  const cases: [name: string, seconds: number[], expected: number | null][] = [
    ["no history -> not known", [], null],
    ["one run -> as long as that", [70], 70],
    ["one that hung does not count for much", [60, 62, 3600], 62],
    ["an even number -> between the two in the middle", [10, 20, 30, 100], 25],
    ["only the newest twenty count", [...Array(20).fill(5), ...Array(100).fill(900)], 5],
  ];
  test.each(cases)("%s", (_name, seconds, expected) => {
    expect(usualDuration(seconds)).toBe(expected);
  });
});

test.each([
  ["three times the usual", 600, 1800],
  ["a quick context is given a minute", 2, 60],
  ["half an hour when nothing is known", null, 1800],
])("longestWait: %s", (_name, usual, expected) => {
  expect(longestWait(usual)).toBe(expected);
});
