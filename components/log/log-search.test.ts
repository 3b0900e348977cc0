import { describe, expect, test } from "vitest";
import { compileText, stepHit } from "@/components/log/log-search";

const find = (text: string, wanted: string, options: { matchCase: boolean } = { matchCase: false }) =>
  compileText({ text: wanted, ...options })(text);

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
