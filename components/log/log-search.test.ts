import { describe, expect, test } from "vitest";
import { compilePattern, longestText, stepHit } from "@/components/log/log-search";

const find = (text: string, wanted: string, options: { matchCase?: boolean; isRegex?: boolean } = {}) =>
  compilePattern({ text: wanted, matchCase: false, isRegex: false, ...options }).find?.(text);

describe("a text", () => {
  test("is found at every place once, letter case aside", () => {
    expect(find("Error: error", "ERROR")).toEqual([
      [0, 5],
      [7, 12],
    ]);
    expect(find("aaaa", "aa")).toEqual([
      [0, 2],
      [2, 4],
    ]);
  });

  test("is found as it is written when letter case counts", () => {
    expect(find("Error: error", "error", { matchCase: true })).toEqual([[7, 12]]);
  });

  test("has no special characters", () => {
    expect(find("a.b a+b", "a+b")).toEqual([[4, 7]]);
  });

  test("marks the line where lowering letters moves them", () => {
    expect(find("İ error", "error")).toEqual([[0, 7]]);
  });
});

describe("a regular expression", () => {
  test("is found at every place", () => {
    expect(find("exit 1, exit 27", "exit \\d+", { isRegex: true })).toEqual([
      [0, 6],
      [8, 15],
    ]);
    expect(find("Exit 1", "^exit", { isRegex: true, matchCase: true })).toEqual([]);
  });

  test("that matches nothing at all marks nothing", () => {
    expect(find("abc", "x*", { isRegex: true })).toEqual([]);
  });

  test("looks at the beginning of a long line only", () => {
    expect(find(`${" ".repeat(longestText)}x`, "x", { isRegex: true })).toEqual([]);
  });

  test("that is none is refused with the reason", () => {
    const { find: none, error } = compilePattern({ text: "(a", matchCase: false, isRegex: true });
    expect(none).toBeNull();
    expect(error).toBe("Not a pattern: Unterminated group");
  });
});

test("an empty pattern looks for nothing", () => {
  expect(compilePattern({ text: "", matchCase: true, isRegex: true })).toEqual({ find: null, error: null });
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
