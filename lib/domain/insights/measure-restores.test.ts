import { expect, test } from "vitest";
import type { RolloutFact } from "./insight-facts";
import { measureRestores } from "./measure-restores";
import { after, rolloutFact, threeDays } from "./rollout-fixture";

const measure = (...rollouts: RolloutFact[]) => measureRestores(rollouts, threeDays);
const failed = (number: number, minutes: number, changes: Partial<RolloutFact> = {}) =>
  rolloutFact(number, minutes - 1, {
    state: "failed",
    failedAt: after(minutes),
    endedAt: after(minutes + 1),
    ...changes,
  });
const back = (number: number, undoes: number, minutes: number, changes: Partial<RolloutFact> = {}) =>
  rolloutFact(number, minutes, { kind: "rollback", undoes, ...changes });

test("no failure became known", () => {
  expect(measure(rolloutFact(1, 0))).toMatchObject({
    ...{ restored: 0, open: 0, p50: null, longest: null, failures: [] },
    summary: "No failure became known in these 3 days.",
  });
});

/** What took how many minutes; null = not yet restored. A rollout of the fixture succeeds 10 minutes after it began. */
test.each<[string, RolloutFact[], [rollout: number, minutes: number | null, by: number | null][]]>([
  ["a failure, then the next rollout", [failed(1, 0), rolloutFact(2, 20)], [[1, 30, 2]]],
  ["a failure, rolled back", [failed(1, 0), back(2, 1, 5)], [[1, 15, 2]]],
  ["a success, rolled back: from the moment that was asked", [rolloutFact(1, 0), back(2, 1, 60)], [[1, 10, 2]]],
  [
    "asked for with the abort",
    [rolloutFact(1, 0, { state: "aborted", rollbackWishedAt: after(4) }), back(2, 1, 10)],
    [[1, 16, 2]],
  ],
  [
    "a wish that came to nothing",
    [rolloutFact(1, 0, { state: "aborted", rollbackWishedAt: after(4) }), rolloutFact(2, 10)],
    [],
  ],
  ["nothing since", [failed(1, 0)], [[1, null, null]]],
  ["failing still", [failed(1, 0, { state: "failing", endedAt: null })], [[1, null, null]]],
  [
    "the rollback is under way",
    [failed(1, 0), back(2, 1, 5, { state: "deploying", endedAt: null })],
    [[1, null, null]],
  ],
  [
    "a rollback that fails goes on as the same failure",
    [failed(1, 0), back(2, 1, 5, { state: "failed", failedAt: after(6) }), back(3, 1, 20)],
    [[1, 30, 3]],
  ],
  [
    "two failures in a row are restored by one",
    [failed(1, 0), failed(2, 10), rolloutFact(3, 20)],
    [
      [2, 20, 3],
      [1, 30, 3],
    ],
  ],
  ["one that was ahead restores nothing", [rolloutFact(1, 5), failed(2, 10)], [[2, null, null]]],
  [
    "one that failed behind another is part of its failure",
    [failed(1, 0), failed(2, 1, { failedBehind: true }), rolloutFact(3, 20)],
    [[1, 30, 3]],
  ],
  ["known before the window", [failed(1, -3 * 1440), rolloutFact(2, 0)], []],
])("%s", (_, rollouts, expected) => {
  const { failures } = measure(...rollouts);
  expect(
    failures.map(({ rollout, seconds, restoredBy }) => [rollout, seconds === null ? null : seconds / 60, restoredBy]),
  ).toEqual(expected);
});

test("what is not yet restored is told, and counted in neither the half nor the longest", () => {
  const rollouts = [failed(1, -60), rolloutFact(2, -50), failed(3, -30), rolloutFact(4, -10), failed(5, 40)];
  const restores = measure(...rollouts);
  expect(restores).toMatchObject({ restored: 2, open: 1, p50: 20 * 60, longest: 30 * 60 });
  expect(restores.summary).toBe(
    "3 failures became known in these 3 days: half of the 2 restored took 20 min at most, the longest 30 min. 1 is not yet restored.",
  );
  expect(measure(failed(1, 0)).summary).toBe("1 failure became known in these 3 days. 1 is not yet restored.");
});
