import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeQueue } from "./describe-queue";
import { explainSelection } from "./explain-selection";
import { articlePolicy, fixtureNow } from "./queue-fixture";
import type { QueuedCommit } from "./queued-commit";
import { type SelectionInput, selectCommits } from "./select-commits";

const status = fc.constantFrom("passed", "passed", "passed", "failed", "errored", "cancelled", "running", "pending");
const commit = fc.record({
  age: fc.integer({ min: -60, max: 4000 }),
  tests: status,
  badRoll: fc.integer({ min: 0, max: 5 }),
  revertAfter: fc.integer({ min: -1, max: 4 }),
  lockRoll: fc.integer({ min: 0, max: 9 }),
});
const input: fc.Arbitrary<SelectionInput> = fc.record({
  now: fc.constant(fixtureNow),
  policy: fc.oneof(
    fc.constant(articlePolicy),
    fc.record({
      maxCommits: fc.integer({ min: 1, max: 6 }),
      goalSeconds: fc.integer({ min: 0, max: 4000 }),
      rolloutSeconds: fc.integer({ min: 1, max: 1200 }),
    }),
  ),
  queue: fc.array(commit, { maxLength: 12 }).map((commits) =>
    commits.map(
      (each, index): QueuedCommit => ({
        sha: `sha${index}`,
        landedAt: fixtureNow - each.age,
        tests: each.tests,
        bad: each.badRoll === 0,
        locked: each.lockRoll === 0,
        revertedBy: each.revertAfter < 0 ? null : `sha${index + each.revertAfter}`,
      }),
    ),
  ),
});

/**
 * The rule read as statements about prefixes of the queue, without any of the code under test. Instead of dividing it
 * counts: how many rollouts still fit, and whether so many commits in each of them are enough.
 */
function referenceOutcome({ queue, policy, now }: SelectionInput): object {
  if (queue.length === 0) return { action: "idle" };
  const isUndone = (bad: QueuedCommit, prefix: readonly QueuedCommit[]) =>
    prefix.slice(prefix.indexOf(bad) + 1).some((each) => each.sha === bad.revertedBy);
  const isUnspoilt = (prefix: readonly QueuedCommit[]) => prefix.every((each) => !each.bad || isUndone(each, prefix));
  const isFree = (prefix: readonly QueuedCommit[]) => prefix.every((each) => !each.locked);
  const isClean = (prefix: readonly QueuedCommit[]) => isUnspoilt(prefix) && isFree(prefix);
  const isEnough = (size: number) =>
    queue.every((each, index) => {
      let rollouts = 1;
      while ((rollouts + 1) * policy.rolloutSeconds <= each.landedAt + policy.goalSeconds - now) rollouts += 1;
      return size * rollouts >= index + 1;
    });
  let want = 1;
  while (want < policy.maxCommits && !isEnough(want)) want += 1;
  const counts = Array.from({ length: Math.min(policy.maxCommits, queue.length) }, (_, index) => index + 1);
  const allowed = counts.filter((count) => queue[count - 1]?.tests === "passed" && isClean(queue.slice(0, count)));
  const atOrAfter = allowed.filter((count) => count >= want);
  if (allowed.length > 0) {
    const count = atOrAfter.length > 0 ? Math.min(...atOrAfter) : Math.max(...allowed);
    return { action: "deploy", count, sha: queue[count - 1]?.sha, want };
  }
  const first = queue.slice(0, policy.maxCommits);
  if (!isClean(first)) {
    const bad = first.findIndex((each) => each.bad && !isUndone(each, first));
    const lock = first.findIndex((each) => each.locked);
    const isBadFirst = bad >= 0 && (lock < 0 || bad <= lock);
    return { action: "blocked", reason: isBadFirst ? "bad-commit" : "locked", want };
  }
  const isOpen = first.some((each) => ["pending", "running"].includes(each.tests)) || queue.length < policy.maxCommits;
  return isOpen ? { action: "wait", want } : { action: "blocked", reason: "tests", want };
}

/** The same queues at every run. */
const seed = 20_131_206;

describe("over 100,000 random queues", () => {
  test("selectCommits agrees with a reference written another way", () => {
    fc.assert(
      fc.property(input, (each) => {
        const { pace, ...found } = { pace: undefined, ...selectCommits(each) };
        expect(pace === undefined ? found : { ...found, want: pace.want }).toEqual(referenceOutcome(each));
      }),
      { numRuns: 100_000, seed },
    );
  }, 60_000);

  test("never more than the cap, never without passed tests, never past a bad commit that stands or a locked one, and twice the same", () => {
    fc.assert(
      fc.property(input, (each) => {
        const selection = selectCommits(each);
        if (selection.action !== "deploy") return;
        expect(selectCommits(structuredClone(each))).toEqual(selection);
        const taken = each.queue.slice(0, selection.count);
        expect(taken.filter((one) => one.locked)).toEqual([]);
        expect(selection.count).toBeLessThanOrEqual(each.policy.maxCommits);
        expect(taken.at(-1)).toMatchObject({ sha: selection.sha, tests: "passed" });
        const shas = taken.map((one) => one.sha);
        const standing = taken.filter((one, at) => one.bad && !shas.slice(at + 1).includes(one.revertedBy ?? ""));
        expect(standing).toEqual([]);
      }),
      { numRuns: 100_000, seed },
    );
  }, 60_000);

  test("every queued commit has a reason that fits the selection, and every outcome a sentence", () => {
    fc.assert(
      fc.property(input, (each) => {
        const selection = selectCommits(each);
        const codes = describeQueue(each, selection).map((place) => place.reason.code);
        const inNext = codes.filter((code) => code === "in-next-rollout" || code === "rides-along").length;
        expect(inNext).toBe(selection.action === "deploy" ? selection.count : 0);
        const { why, how } = explainSelection(each, selection);
        expect([why, ...how].join("\n")).not.toMatch(/undefined|NaN|null|Infinity|\n\n/);
      }),
      { numRuns: 5_000, seed },
    );
  });
});
