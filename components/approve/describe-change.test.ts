import { expect, test } from "vitest";
import { describeChange } from "@/components/approve/describe-change";

const reviewed = {
  fromRevision: "a".repeat(40),
  toRevision: "b".repeat(40),
  trunkHead: "c".repeat(40),
  counts: { included: 14, notIncluded: 2 },
};

test("the same range stays reviewed, also when results of its tests change", () => {
  expect(describeChange(reviewed, { ...reviewed })).toBeNull();
});

test("commits that landed since end the review", () => {
  const current = { ...reviewed, trunkHead: "d".repeat(40), counts: { included: 14, notIncluded: 5 } };
  expect(describeChange(reviewed, current)).toBe("3 commits landed since.");
});

test("a trunk that was rewritten ends it", () => {
  expect(describeChange(reviewed, { ...reviewed, trunkHead: "d".repeat(40) })).toBe("The trunk has changed.");
});

test("another rollout ends it, whatever landed", () => {
  const current = { ...reviewed, fromRevision: "e".repeat(40), trunkHead: "d".repeat(40) };
  expect(describeChange(reviewed, current)).toBe("Another rollout has ended: the range begins after eeeeeee now.");
});

test("another target ends it", () => {
  expect(describeChange(reviewed, { ...reviewed, toRevision: "f".repeat(40) })).toBe(
    "The range ends with fffffff now.",
  );
});
