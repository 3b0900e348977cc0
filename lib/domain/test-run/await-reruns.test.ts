import { describe, expect, test } from "vitest";
import { awaitReruns, deservesRerun, type RepeatableAttempt } from "./await-reruns";
import { deriveTestStatus, type TestRunStatus } from "./derive-test-status";

const now = 100_000;

function run(attempt: number, status: TestRunStatus, rerunAt: number | null = null): RepeatableAttempt {
  return { context: "unit", attempt, status, startedAt: null, finishedAt: null, rerunAt };
}

describe("awaitReruns", () => {
  const cases: [name: string, runs: RepeatableAttempt[], expected: string][] = [
    ["failed, asked again a minute ago -> running", [run(1, "failed", now - 60)], "running"],
    ["errored, asked again a minute ago -> running", [run(1, "errored", now - 60)], "running"],
    ["failed, and nobody asked again -> failed", [run(1, "failed")], "failed"],
    ["asked again, and nothing came for an hour -> failed after all", [run(1, "failed", now - 3600)], "failed"],
    [
      "repeated under its old name, and failed again -> failed",
      [{ ...run(1, "failed", now - 60), finishedAt: now - 10 }],
      "failed",
    ],
    [
      "ended before it was asked for again -> running",
      [{ ...run(1, "failed", now - 60), finishedAt: now - 70 }],
      "running",
    ],
    ["the other attempt came and failed -> failed", [run(1, "failed", now - 60), run(2, "failed")], "failed"],
    ["the other attempt came and passed -> passed", [run(1, "failed", now - 60), run(2, "passed")], "passed"],
  ];
  test.each(cases)("%s", (_name, runs, expected) => {
    expect(deriveTestStatus(awaitReruns(runs, now))).toBe(expected);
  });
});

describe("deservesRerun", () => {
  const cases: [name: string, runs: RepeatableAttempt[], isHeld: boolean, expected: boolean][] = [
    ["the first failure", [run(1, "failed")], false, true],
    ["a run out of time", [run(1, "errored")], false, true],
    ["a failure after a worker was lost", [run(1, "errored"), run(2, "failed")], false, true],
    ["a second failure", [run(1, "failed"), run(2, "failed")], false, false],
    ["asked for once already", [run(1, "failed", now)], false, false],
    ["the context was red before the commit", [run(1, "failed")], true, false],
    ["passed", [run(1, "passed")], false, false],
    ["cancelled by a person", [run(1, "cancelled")], false, false],
    ["another attempt runs already", [run(1, "failed"), run(2, "running")], false, false],
  ];
  test.each(cases)("%s -> %s", (_name, runs, isHeld, expected) => {
    expect(deservesRerun(runs, isHeld)).toBe(expected);
  });
});
