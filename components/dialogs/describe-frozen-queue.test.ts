import { expect, test } from "vitest";
import { describeFrozenQueue } from "@/components/dialogs/describe-frozen-queue";
import type { NowView } from "@/lib/contracts/views";

const next = (nextCommit: string | null, commitCount: number) => ({ nextCommit, commitCount }) as NowView["next"];
const doing = { number: 12 } as NowView["doing"];

test("a freeze names what would have gone, what waits behind it, and that a running rollout goes on", () => {
  expect(describeFrozenQueue({ next: next("77ab01c".padEnd(40, "0"), 2), doing, queueTotal: 3 })).toEqual([
    "No new rollout starts. 2 commits up to 77ab01c would go next and will wait. 1 commit more waits behind.",
    "Rollout #12 is not touched: it goes on to its end. Abort stops it.",
  ]);
});

test("a freeze while nothing would go says so", () => {
  expect(describeFrozenQueue({ next: next(null, 0), doing: null, queueTotal: 0 })).toEqual([
    "No new rollout starts. At this moment none would: nothing is chosen to deploy.",
    "No rollout is running.",
  ]);
});
