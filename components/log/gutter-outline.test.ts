import { describe, expect, test } from "vitest";
import { gutterOutline, gutterParts } from "@/components/log/gutter-outline";

describe("gutterOutline", () => {
  test("puts each mark where its row is, and near ones into one", () => {
    expect(gutterOutline([0, 1, 999_999], 1_000_000)).toBe(`M0 0h1v1.500h-1zM0 ${gutterParts - 1}h1v1.500h-1z`);
  });

  test("is empty without rows", () => {
    expect(gutterOutline([], 100)).toBe("");
    expect(gutterOutline([1], 0)).toBe("");
  });
});
