import { expect, test } from "vitest";
import { describeTestTrouble } from "@/components/commit/describe-test-trouble";
import type { TestRunView } from "@/lib/contracts/views";

const run = (context: string, change: Partial<TestRunView> = {}): TestRunView => ({
  id: 1,
  context,
  attempt: 1,
  status: "passed",
  url: null,
  source: "ci",
  startedAt: null,
  finishedAt: null,
  silent: false,
  flaky: false,
  heldBy: null,
  hasLog: false,
  rerunObstacle: null,
  reason: null,
  ...change,
});
const culprit = "51d0e9f".padEnd(40, "0");

test.each([
  [[run("unit")], null],
  [[run("unit", { flaky: true }), run("e2e")], "flaky: unit"],
  [[run("unit", { heldBy: culprit }), run("e2e", { flaky: true })], "red since 51d0e9f"],
  [[run("unit", { heldBy: culprit }), run("e2e", { silent: true })], "silent: e2e"],
])("case %#", (runs, text) => {
  expect(describeTestTrouble(runs)).toBe(text);
});
