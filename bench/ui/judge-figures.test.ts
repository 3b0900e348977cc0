import { describe, expect, it } from "vitest";
import { judgeFigure, tabulate } from "./judge-figures";

describe("judgeFigure", () => {
  it.each([
    [90, "kept"],
    [100, "kept"],
    [101, "goal missed"],
    [200, "goal missed"],
    [201, "EXCEEDED"],
    [Number.NaN, "EXCEEDED"],
  ])("%d of a goal of 100 and a limit of 200 -> %s", (value, verdict) => {
    expect(judgeFigure({ value }, { goal: 100, limit: 200 })).toBe(verdict);
  });

  it("a budget without a goal is kept up to its limit", () => {
    expect(judgeFigure({ value: 17 }, { limit: 17 })).toBe("kept");
  });
});

it("a line tells what was measured, what it may be and whether that is kept", () => {
  const [line] = tabulate([{ budget: "inp", of: "30 interactions", value: 131.4 }]);
  expect(line?.split(/ {2,}/)).toEqual([
    "Interaction to next paint, worst",
    "30 interactions",
    "131 ms",
    "goal 100 ms, limit 200 ms",
    "goal missed",
  ]);
});
