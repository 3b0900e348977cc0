import { expect, test } from "vitest";
import { describeRate, findConfidence, type JudgedWindow, rateWindows } from "./rate-windows";

const windows: JudgedWindow[] = [
  { verdict: "pass", failedBy: [] },
  { verdict: "fail", failedBy: ["5xx < 0.5", "latency"] },
  { verdict: "fail", failedBy: ["latency"] },
  { verdict: "inconclusive", failedBy: [] },
];

test("each limit has a rate of its own, and all of them have one together; no verdict is no window", () => {
  expect(rateWindows(windows, null)).toEqual({ windows: 3, stopped: 2 });
  expect(rateWindows(windows, "latency")).toEqual({ windows: 3, stopped: 2 });
  expect(rateWindows(windows, "5xx < 0.5")).toEqual({ windows: 3, stopped: 1 });
  expect(rateWindows(windows, "2xx >= 90")).toEqual({ windows: 3, stopped: 0 });
});

test.each([
  [{ windows: 0, stopped: 0 }, "No window yet."],
  [{ windows: 1, stopped: 0 }, "Would have stopped 0 of 1 good window in 7 days (0 to 79.3 %, with 95 % confidence)."],
  [
    { windows: 312, stopped: 1 },
    "Would have stopped 1 of 312 good windows in 7 days (0.1 to 1.8 %, with 95 % confidence).",
  ],
  [{ windows: 4, stopped: 4 }, "Would have stopped 4 of 4 good windows in 7 days (51 to 100 %, with 95 % confidence)."],
])("%j: %s", (rate, sentence) => {
  expect(describeRate(rate, 7)).toBe(sentence);
});

test("without any window there is no rate, and none is made up", () => {
  expect(findConfidence({ windows: 0, stopped: 0 })).toBeNull();
  expect(rateWindows([{ verdict: "inconclusive", failedBy: [] }], null)).toEqual({ windows: 0, stopped: 0 });
});
