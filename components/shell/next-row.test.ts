import { expect, test } from "vitest";
import { nextRow } from "@/components/shell/next-row";

test("goes down and up, and stays at the ends", () => {
  expect([nextRow(0, 3, 1), nextRow(2, 3, 1), nextRow(1, 3, -1), nextRow(0, 3, -1)]).toEqual([1, 2, 0, 0]);
});

test("starts at the near end", () => {
  expect([nextRow(-1, 3, 1), nextRow(-1, 3, -1), nextRow(-1, 0, 1)]).toEqual([0, 2, null]);
});
