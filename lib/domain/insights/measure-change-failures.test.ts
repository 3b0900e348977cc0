import { expect, test } from "vitest";
import type { RolloutFact } from "./insight-facts";
import { measureChangeFailures } from "./measure-change-failures";
import { after, rolloutFact, threeDays } from "./rollout-fixture";

const measure = (...rollouts: RolloutFact[]) => measureChangeFailures(rollouts, threeDays);
const back = (number: number, undoes: number, changes: Partial<RolloutFact> = {}) =>
  rolloutFact(number, 60, { kind: "rollback", undoes, canary: null, ...changes });

test("a share of nothing is no data, not 0 %", () => {
  expect(measure()).toMatchObject({ rollouts: 0, percent: null });
  expect(measure().summary).toBe("No rollout got past its canary and ended in these 3 days: no data.");
});

test.each<[string, RolloutFact[], [rollouts: number, rolledBack: number, failed: number, percent: number | null]]>([
  ["one that is good", [rolloutFact(1, 0)], [1, 0, 0, 0]],
  ["failed after its canary", [rolloutFact(1, 0, { state: "failed" })], [1, 0, 1, 100]],
  ["failed on its canary", [rolloutFact(1, 0, { state: "failed", canary: { passedAt: null } })], [0, 0, 0, null]],
  ["failed without a canary", [rolloutFact(1, 0, { state: "failed", canary: null })], [1, 0, 1, 100]],
  ["rolled back after success", [rolloutFact(1, 0), back(2, 1)], [1, 1, 0, 100]],
  ["failed and rolled back counts once", [rolloutFact(1, 0, { state: "failed" }), back(2, 1)], [1, 1, 0, 100]],
  ["rolled back twice counts once", [rolloutFact(1, 0), back(2, 1, { state: "failed" }), back(3, 1)], [1, 1, 0, 100]],
  ["a rollback that never began", [rolloutFact(1, 0), back(2, 1, { state: "discarded" })], [1, 0, 0, 0]],
  ["a rollback under way", [rolloutFact(1, 0), back(2, 1, { state: "deploying", endedAt: null })], [1, 1, 0, 100]],
  ["a failed rollback is no change", [back(2, 1, { state: "failed" })], [0, 0, 0, null]],
  ["aborted after its canary", [rolloutFact(1, 0, { state: "aborted" })], [1, 0, 0, 0]],
  [
    "aborted before it started",
    [rolloutFact(1, 0, { state: "aborted", startedAt: null, canary: null })],
    [0, 0, 0, null],
  ],
  ["failed behind another", [rolloutFact(1, 0, { state: "failed", failedBehind: true })], [0, 0, 0, null]],
  ["one of three", [rolloutFact(1, 0), rolloutFact(2, 1, { state: "failed" }), rolloutFact(3, 2)], [3, 0, 1, 33.3]],
  ["ended before the window", [rolloutFact(1, 0, { endedAt: after(-3 * 1440) }), back(2, 1)], [0, 0, 0, null]],
])("%s", (_, facts, expected) => {
  const { rollouts, rolledBack, failed, percent } = measure(...facts);
  expect([rollouts, rolledBack, failed, percent]).toEqual(expected);
});

test("the sentence and the list tell the same", () => {
  const { summary, failures } = measure(rolloutFact(1, 0), rolloutFact(2, 1, { state: "failed" }), back(3, 1));
  expect(summary).toBe(
    "2 of 2 rollouts that got past their canary in these 3 days (100 %) failed afterwards: 1 rolled back, 1 failed.",
  );
  expect(failures.map(({ rollout, how }) => [rollout, how])).toEqual([
    [2, "failed"],
    [1, "rolled back"],
  ]);
});
