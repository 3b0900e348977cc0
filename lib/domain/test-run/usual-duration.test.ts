import { describe, expect, test } from "vitest";
import type { TestRunStatus } from "./derive-test-status";
import { isSilent, longestWait, usualDuration } from "./usual-duration";

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

describe("isSilent", () => {
  const cases: [name: string, status: TestRunStatus, seconds: number, usual: number | null, expected: boolean][] = [
    ["running within three times the usual", "running", 299, 100, false],
    ["running for longer", "running", 301, 100, true],
    ["pending for longer", "pending", 301, 100, true],
    ["half an hour without history", "running", 1801, null, true],
    ["less without history", "running", 1799, null, false],
    ["a verdict is never silent", "failed", 99_999, 100, false],
    ["a word without a verdict is an answer too", "unknown", 99_999, 100, false],
  ];
  test.each(cases)("%s", (_name, status, seconds, usual, expected) => {
    expect(isSilent({ status, since: 1000 }, usual, 1000 + seconds)).toBe(expected);
  });
});
