import { expect, test } from "vitest";
import { findInventoryDoubt, isAccepted } from "./judge-inventory";

test.each([
  ["half of the fleet may go", ["a", "b", "c", "d"], ["a", "b"], null],
  ["more than half may not", ["a", "b", "c", "d"], ["a", "x", "y", "z"], "It would drop 3 of 4 hosts (b, c, d)"],
  ["a fleet that begins doubts nothing", [], ["a"], null],
  ["the only host may not vanish", ["a"], ["b"], "It would drop 1 of 1 hosts (a)"],
])("%s", (_title, before, after, doubt) => {
  const found = findInventoryDoubt(before, after);
  if (doubt === null) expect(found).toBeNull();
  else expect(found?.reason).toContain(doubt);
});

test("what is accepted is the whole list of dropped hosts, in any order and beyond those that are told", () => {
  const before = Array.from({ length: 30 }, (_, index) => `web-${index + 1}`);
  const doubt = findInventoryDoubt(before, before.slice(0, 2));
  if (!doubt) throw new Error("28 of 30 hosts are dropped");
  expect(doubt.reason).toContain("28 of 30 hosts (web-3, web-4");
  expect(doubt.reason).toContain("web-12 and 18 more)");
  expect(isAccepted(doubt, before.slice(2).reverse())).toBe(true);
  expect(isAccepted(doubt, before.slice(2, -1))).toBe(false);
  expect(isAccepted(doubt, [...before.slice(2, -1), "web-2"])).toBe(false);
  expect(isAccepted(doubt, before)).toBe(false);
});
