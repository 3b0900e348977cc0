import { describe, expect, test } from "vitest";
import {
  deriveTestStatus,
  mayReplaceAttempt,
  newestAttempts,
  type TestAttempt,
  type TestRunStatus,
} from "./derive-test-status";

function run(context: string, status: TestRunStatus, more: Partial<TestAttempt> = {}): TestAttempt {
  return { context, status, attempt: 1, startedAt: null, finishedAt: null, ...more };
}

describe("deriveTestStatus", () => {
  const cases: [name: string, runs: TestAttempt[], required: string[], expected: string][] = [
    ["no report -> pending", [], [], "pending"],
    ["no report, one context required -> pending", [], ["unit"], "pending"],
    ["every context seen passed -> passed", [run("unit", "passed"), run("lint", "passed")], [], "passed"],
    ["one failed among passed -> failed", [run("unit", "passed"), run("lint", "failed")], [], "failed"],
    ["failed is worse than errored", [run("a", "errored"), run("b", "failed")], [], "failed"],
    ["errored is worse than cancelled", [run("a", "cancelled"), run("b", "errored")], [], "errored"],
    ["cancelled is worse than running", [run("a", "running"), run("b", "cancelled")], [], "cancelled"],
    ["running is said before pending", [run("a", "queued"), run("b", "running")], [], "running"],
    ["queued -> pending", [run("a", "passed"), run("b", "queued")], [], "pending"],
    ["a word without a verdict never passes", [run("a", "passed"), run("b", "unknown")], [], "pending"],
    ["a missing required context never passes", [run("a", "passed")], ["a", "b"], "pending"],
    ["only required contexts count", [run("a", "passed"), run("flaky", "failed")], ["a"], "passed"],
    ["required failed and another missing -> failed", [run("a", "failed")], ["a", "b"], "failed"],
    ["a higher attempt heals", [run("a", "failed"), run("a", "passed", { attempt: 2 })], [], "passed"],
    ["a higher attempt reopens", [run("a", "passed"), run("a", "running", { attempt: 2 })], [], "running"],
    [
      "a lower attempt that arrives later is history",
      [run("a", "passed", { attempt: 2 }), run("a", "failed")],
      [],
      "passed",
    ],
    ["a late start does not reopen", [run("a", "failed"), run("a", "running")], [], "failed"],
  ];
  test.each(cases)("%s", (_name, runs, required, expected) => {
    expect(deriveTestStatus(runs, required)).toBe(expected);
  });
});

test("newestAttempts keeps one attempt per context, whatever else it carries", () => {
  const runs = [
    { ...run("a", "failed"), url: "first" },
    { ...run("b", "passed"), url: "other" },
    { ...run("a", "passed", { attempt: 2 }), url: "second" },
  ];
  expect(newestAttempts(runs).map((found) => found.url)).toEqual(["second", "other"]);
});

describe("mayReplaceAttempt", () => {
  const cases: [name: string, stored: TestAttempt, arriving: TestAttempt, expected: boolean][] = [
    ["queued -> running", run("a", "queued"), run("a", "running"), true],
    ["running -> passed", run("a", "running"), run("a", "passed"), true],
    ["failed -> running (late start)", run("a", "failed"), run("a", "running", { startedAt: 99 }), false],
    ["running -> queued (late)", run("a", "running"), run("a", "queued"), false],
    ["passed -> failed without times: the newer arrival", run("a", "passed"), run("a", "failed"), true],
    [
      "passed at 20 -> failed at 10",
      run("a", "passed", { finishedAt: 20 }),
      run("a", "failed", { finishedAt: 10 }),
      false,
    ],
    [
      "passed at 10 -> failed at 20",
      run("a", "passed", { finishedAt: 10 }),
      run("a", "failed", { finishedAt: 20 }),
      true,
    ],
    ["passed -> no verdict", run("a", "passed"), run("a", "unknown"), false],
    ["no verdict -> passed", run("a", "unknown"), run("a", "passed"), true],
  ];
  test.each(cases)("%s", (_name, stored, arriving, expected) => {
    expect(mayReplaceAttempt(stored, arriving)).toBe(expected);
  });
});
