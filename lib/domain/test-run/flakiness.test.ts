import { describe, expect, test } from "vitest";
import type { TestRunStatus } from "./derive-test-status";
import { countFlaky, flakyRate, isFlaky } from "./flakiness";

const attempts = (...statuses: TestRunStatus[]) => statuses.map((status, index) => ({ attempt: index + 1, status }));

describe("isFlaky", () => {
  const cases: [name: string, statuses: TestRunStatus[], expected: boolean][] = [
    ["failed, then passed", ["failed", "passed"], true],
    ["failed, errored, then passed", ["failed", "errored", "passed"], true],
    ["passed, then failed", ["passed", "failed"], false],
    ["failed twice", ["failed", "failed"], false],
    ["errored, then passed: the tests themselves never contradicted", ["errored", "passed"], false],
    ["failed, and the next still runs", ["failed", "running"], false],
  ];
  test.each(cases)("%s -> %s", (_name, statuses, expected) => {
    expect(isFlaky(attempts(...statuses))).toBe(expected);
  });
});

test("the rate counts commits with a verdict only", () => {
  const commits = [attempts("failed", "passed"), attempts("passed"), attempts("failed"), attempts("running"), []];
  expect(countFlaky(commits)).toEqual({ flaky: 1, judged: 3 });
  expect(flakyRate(commits)).toBeCloseTo(1 / 3);
  expect(flakyRate([attempts("running")])).toBeNull();
});
