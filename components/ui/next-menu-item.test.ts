import { expect, test } from "vitest";
import { nextMenuItem } from "@/components/ui/next-menu-item";

test.each([
  [-1, "ArrowDown", 0],
  [2, "ArrowDown", 0],
  [0, "ArrowUp", 2],
  [-1, "ArrowUp", 2],
  [1, "Home", 0],
  [1, "End", 2],
  [1, "a", null],
] as const)("from %i with %s to %s", (at, key, to) => {
  expect(nextMenuItem(at, 3, key)).toBe(to);
});

test("a menu without entries leads nowhere", () => {
  expect(nextMenuItem(-1, 0, "ArrowDown")).toBeNull();
});
