import { expect, test } from "vitest";
import { describeFrozenQueue, describeSparedRollout } from "@/components/dialogs/describe-frozen-queue";
import type { NowView } from "@/lib/contracts/views";

const next = (nextCommit: string | null, commitCount: number) => ({ nextCommit, commitCount }) as NowView["next"];

test("a freeze names what would have gone, and what waits behind it", () => {
  expect(describeFrozenQueue({ next: next("77ab01c".padEnd(40, "0"), 2), queueTotal: 3 })).toBe(
    "No new rollout starts. 2 commits up to 77ab01c would go next and will wait. 1 commit more waits behind.",
  );
});

test("a freeze while nothing would go says so", () => {
  expect(describeFrozenQueue({ next: next(null, 0), queueTotal: 0 })).toBe(
    "No new rollout starts. At this moment none would: nothing is chosen to deploy.",
  );
});

test.each([
  ["deploying", "Rollout #12 is not touched: it goes on to its end."],
  ["held", "Rollout #12 is not touched: it goes on to its end."],
  ["pending", "Rollout #12 has not begun: it begins when the freeze ends."],
  ["proposed", "Rollout #12 is only proposed: nobody can say yes to it before the freeze ends."],
] as const)("a rollout that is %s is spared by a freeze", (state, sentence) => {
  expect(describeSparedRollout({ number: 12, state, kind: "forward" })).toBe(sentence);
});

test("a freeze keeps no rollback from beginning", () => {
  expect(describeSparedRollout({ number: 12, state: "pending", kind: "rollback" })).toBe(
    "Rollout #12 has not begun: a freeze keeps no rollback from beginning.",
  );
});

test("no rollout runs", () => {
  expect(describeSparedRollout(null)).toBe("No rollout is running.");
});
