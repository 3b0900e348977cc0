import { describe, expect, test } from "vitest";
import { findMatches, lineMatches, stepHit } from "@/components/log/log-search";

const line = (text: string) => ({ line: 1, at: "", host: null, stream: "out" as const, text });

describe("lineMatches", () => {
  test("looks at what is visible, not at colour codes", () => {
    expect(lineMatches(line("\u001b[31mERR\u001b[0mOR"), "error")).toBe(true);
    expect(lineMatches(line("\u001b[31mfine"), "31m")).toBe(false);
    expect(lineMatches(line("anything"), "")).toBe(false);
  });
});

test("findMatches gives every place once", () => {
  expect(findMatches("Error: error", "ERROR")).toEqual([
    [0, 5],
    [7, 12],
  ]);
  expect(findMatches("aaaa", "aa")).toEqual([
    [0, 2],
    [2, 4],
  ]);
});

describe("stepHit", () => {
  test("goes on, back, and around the end", () => {
    const hits = [3, 8, 20];
    expect(stepHit(hits, null, 1)).toBe(3);
    expect(stepHit(hits, 8, 1)).toBe(20);
    expect(stepHit(hits, 20, 1)).toBe(3);
    expect(stepHit(hits, 8, -1)).toBe(3);
    expect(stepHit(hits, 3, -1)).toBe(20);
    expect(stepHit([], 3, 1)).toBeNull();
  });
});
