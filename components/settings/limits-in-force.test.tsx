import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { ShadowView } from "@/lib/contracts/shadow-views";
import { LimitsInForce } from "./limits-in-force";

const rate = (stopped: number) => ({
  ...{ windows: 312, stopped, confidence: { from: 0.1, to: 1.8 } },
  sentence: `Would have stopped ${stopped} of 312 good windows in 7 days.`,
});

const shadow: ShadowView = {
  ...{ isOn: true, days: 7, inconclusive: 0, any: rate(3) },
  rules: [{ limit: "5xx < 0.5", ...rate(1) }],
  comparisons: [{ limit: "latency", ...rate(2) }],
};

/** The texts on screen, one for each element. */
function read(change: Partial<ShadowView>): string[] {
  const markup = renderToStaticMarkup(<LimitsInForce comparison="Compared." shadow={{ ...shadow, ...change }} />);
  return markup
    .replaceAll("&lt;", "<")
    .split(/<\/?[a-z][^<>]*>/)
    .filter((text) => text !== "");
}

test("each limit has its rate beside it, and all have one together", () => {
  expect(read({})).toEqual([
    "Limits in force",
    "5xx < 0.5 %",
    "Would have stopped 1 of 312 good windows in 7 days.",
    "Compared.",
    "Comparison of latency",
    "Would have stopped 2 of 312 good windows in 7 days.",
    expect.stringMatching(/nothing was deployed: Would have stopped 3 of 312 good windows in 7 days\.$/),
    "They are changed in the project file.",
  ]);
});

test("windows without a verdict are told apart", () => {
  expect(read({ inconclusive: 5 }).at(-2)).toMatch(/3 of 312 .*\. 5 more in 7 days allowed no verdict\.$/);
});

test("nobody asked for it: no rate is shown, and it is said how to have one", () => {
  expect(read({ isOn: false })).toEqual([
    "Limits in force",
    "5xx < 0.5 %",
    "Compared.",
    expect.stringMatching(/^How often .* is not known: canary\.shadow: true /),
    "They are changed in the project file.",
  ]);
});
