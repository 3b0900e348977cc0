import { expect, test } from "vitest";
import { describeFreeze, findAbortable } from "@/components/dialogs/describe-freeze";
import type { NowView, RolloutSummary } from "@/lib/contracts/views";

const hosts = { total: 5, queued: 2, running: 1, succeeded: 2, failed: 0, unknown: 0, skipped: 0 };

const viewWith = (doing: { number: number; state: RolloutSummary["state"] } | null) =>
  ({
    project: "web",
    queueTotal: 0,
    next: { nextCommit: null, commitCount: 0 },
    doing: doing && { ...doing, kind: "forward", toRevision: "77ab01c".padEnd(40, "0"), hosts },
  }) as unknown as NowView;

test.each(["pending", "deploying", "baking", "held"] as const)("a rollout that is %s can be aborted too", (state) => {
  expect(findAbortable(viewWith({ number: 12, state }))).toMatchObject({ number: 12 });
});

test.each(["proposed", "aborting"] as const)("a rollout that is %s cannot: it is not offered", (state) => {
  expect(findAbortable(viewWith({ number: 12, state }))).toBeNull();
});

test("with no rollout there is nothing to abort", () => expect(findAbortable(viewWith(null))).toBeNull());

test("a freeze alone spares the rollout", () => {
  expect(describeFreeze(viewWith({ number: 12, state: "deploying" }), null)).toMatchObject({
    title: "Freeze web?",
    lines: [expect.stringContaining("No new rollout starts"), expect.stringContaining("#12 is not touched")],
    confirm: "Freeze",
    look: "primary",
    abort: null,
  });
});

test("with the abort, it says what becomes of the hosts", () => {
  const question = describeFreeze(viewWith({ number: 12, state: "deploying" }), 12);
  expect(question).toMatchObject({
    title: "Freeze web and abort rollout #12?",
    confirm: "Freeze and abort",
    look: "danger",
    abort: 12,
  });
  expect(question.lines.join(" ")).toContain("2 hosts done");
  expect(question.lines.join(" ")).not.toContain("not touched");
});

test.each([null, { number: 13, state: "deploying" as const }, { number: 12, state: "aborting" as const }])(
  "an abort of #12 is dropped when the rollout at hand is %o",
  (doing) => {
    expect(describeFreeze(viewWith(doing), 12)).toMatchObject({ title: "Freeze web?", abort: null });
  },
);
