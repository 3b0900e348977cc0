import { expect, test } from "vitest";
import { describeJourney } from "@/components/commit/describe-journey";
import type { CommitView, NowView, QueuedCommitView } from "@/lib/contracts/views";

const commit: CommitView = {
  sha: "a".repeat(40),
  title: "Fix feed cache",
  author: "ana",
  landedAt: "2026-11-23T14:00:00.000Z",
  testStatus: "passed",
  testRuns: [
    {
      id: 1,
      context: "unit",
      attempt: 1,
      status: "passed",
      url: null,
      source: "ci",
      startedAt: null,
      finishedAt: null,
      silent: false,
      flaky: false,
      heldBy: null,
      reason: null,
      hasLog: false,
    },
  ],
  bad: null,
  revertedBy: null,
  lock: null,
};
const queued: QueuedCommitView = {
  ...commit,
  deployBy: "2026-11-23T14:30:00.000Z",
  late: false,
  reason: { code: "in-next-rollout", text: "In the next rollout" },
  forecast: null,
};
const nowhere = { queued: null, doing: null, live: null, rollouts: [] };
const codes = (around: Parameters<typeof describeJourney>[1], of = commit) =>
  describeJourney(of, around).map((step) => step.code);

test("waiting in the queue", () => {
  expect(codes({ ...nowhere, queued })).toEqual(["ok", "ok", "wait", "wait", "wait"]);
});

test("riding in a rollout", () => {
  const hosts = { total: 24, queued: 12, running: 0, succeeded: 12, failed: 0, skipped: 0, unknown: 0 };
  const doing = { number: 7, state: "deploying", commits: [commit], hosts, stages: [] } as unknown as NonNullable<
    NowView["doing"]
  >;
  const steps = describeJourney(commit, { ...nowhere, doing });
  expect(steps.map((step) => step.code)).toEqual(["ok", "ok", "ok", "run", "run"]);
  expect(steps[4]?.text).toBe("on 12 of 24 hosts");
});

test("live", () => {
  expect(codes({ ...nowhere, rollouts: [{ number: 7, state: "succeeded" }] })).toEqual(["ok", "ok", "ok", "ok", "ok"]);
});

test("a rollout that failed does not make it live, and no tests do not make it tested", () => {
  const untested = { ...commit, testStatus: "unknown" as const, testRuns: [] };
  expect(codes({ ...nowhere, rollouts: [{ number: 7, state: "failed" }] }, untested)).toEqual([
    "ok",
    "unknown",
    "skip",
    "fail",
    "wait",
  ]);
});
