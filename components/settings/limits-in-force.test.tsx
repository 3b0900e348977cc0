import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { Thresholds } from "@/lib/contracts/setup-views";
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

const at = "2026-11-12T14:03:00.000Z";

/** The texts on screen, one for each element. */
function read(change: Partial<ShadowView>, changes: Thresholds["changes"] = { rules: {}, comparison: null }): string[] {
  const thresholds = { project: "web", comparison: "Compared.", changes, shadow: { ...shadow, ...change } };
  const markup = renderToStaticMarkup(<LimitsInForce thresholds={thresholds} />);
  return markup
    .replaceAll("&lt;", "<")
    .split(/<\/?[a-z][^<>]*>/)
    .filter((text) => text !== "");
}

const end = [
  "They are changed in the ",
  "project file",
  "; what others would have made of the past canaries can be tried below.",
];

test("each limit has its rate beside it, and all have one together", () => {
  expect(read({})).toEqual([
    "Limits in force",
    "5xx < 0.5 %",
    "Would have stopped 1 of 312 good windows in 7 days.",
    "Compared.",
    "Comparison of latency",
    "Would have stopped 2 of 312 good windows in 7 days.",
    expect.stringMatching(/nothing was deployed: Would have stopped 3 of 312 good windows in 7 days\.$/),
    ...end,
  ]);
});

test("windows without a verdict are told apart", () => {
  expect(read({ inconclusive: 5 }).at(-4)).toMatch(/3 of 312 .*\. 5 more in 7 days allowed no verdict\.$/);
});

test("nobody asked for it: no rate is shown, and it is said how to have one", () => {
  expect(read({ isOn: false })).toEqual([
    "Limits in force",
    "5xx < 0.5 %",
    "Compared.",
    expect.stringMatching(/^How often .* is not known: canary\.shadow: true /),
    ...end,
  ]);
});

test("a limit that was changed says what it was, until when, and who changed it in which version", () => {
  const told = read(
    { isOn: false },
    {
      rules: { "5xx < 0.5": { revision: 7, author: "bo", at, was: "0.4 %" } },
      comparison: { revision: 1, author: "ana", at, was: null },
    },
  ).join("");
  expect(told).toMatch(/5xx < 0\.5 %Was 0\.4 % until .*14:03.* \(version 7, by bo\)/);
  expect(told).toMatch(/Compared\.Since .*14:03.* \(version 1, by ana\)/);
});
