import { expect, test } from "vitest";
import { drawProgress } from "./say-progress.mjs";

test("the bar fills over the usual time, and is never full before the end", () => {
  const filled = (seconds: number) => drawProgress(seconds, 30).split("▇").length - 1;
  expect([0, 15, 29, 300].map(filled)).toEqual([0, 12, 23, 23]);
  expect(drawProgress(12, 30)).toContain(" 12 s of usually about 30 s");
});
