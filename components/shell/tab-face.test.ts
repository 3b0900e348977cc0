import { expect, test } from "vitest";
import { faviconAddress, nowTabFace, rolloutTabFace, type TabShape, testTabFace } from "@/components/shell/tab-face";
import type { NowView, RolloutSummary } from "@/lib/contracts/views";

const hosts = { total: 500, queued: 148, running: 42, succeeded: 310, failed: 0, skipped: 0, unknown: 0 };

const rollout = (state: RolloutSummary["state"]): RolloutSummary => ({
  project: "web",
  number: 1842,
  kind: "forward",
  state,
  sentence: "",
  fromRevision: null,
  toRevision: "a".repeat(40),
  commitCount: 1,
  startedBy: { kind: "automation", name: "automation" },
  createdAt: "2026-11-23T14:00:00.000Z",
  startedAt: null,
  endedAt: null,
  expectedEndAt: null,
  latestEndAt: null,
  stages: [],
  hosts,
  failureBudget: { failed: 0, allowed: 5, percent: 1 },
  abort: null,
  approval: null,
  question: null,
  undoes: null,
  undoneBy: null,
  thenRollBack: null,
  workerSilentSince: null,
});

test.each([
  ["deploying", "62% #1842 web", "half"],
  ["held", "◆ Needs you #1842 web", "diamond"],
  ["succeeded", "✓ #1842 web", "check"],
  ["failed", "✕ Failed #1842 web", "cross"],
  ["aborted", "■ Aborted #1842 web", "ring"],
] as const)("%s reads %s in the tab", (state, title, shape) => {
  expect(rolloutTabFace(rollout(state))).toEqual({ title, shape });
});

test("the six pictures differ", () => {
  const shapes: TabShape[] = ["ring", "half", "check", "cross", "diamond", "dashed"];
  expect(new Set(shapes.map(faviconAddress)).size).toBe(6);
});

test("a question shows in the tab, also while the state of the rollout looks calm", () => {
  const asking = { ...rollout("pending"), question: { code: "start" as const, text: "Start?" } };
  expect(rolloutTabFace(asking)).toEqual({ title: "◆ Approve #1842 web", shape: "diamond" });
});

test("a rollout of which nobody is heard does not look as if it went on", () => {
  const silent = { ...rollout("deploying"), workerSilentSince: "2026-11-23T14:06:40.000Z" };
  expect(rolloutTabFace(silent)).toEqual({ title: "? No data #1842 web", shape: "dashed" });
});

const calm = {
  project: "web",
  automation: { halted: null },
  doing: null,
  backlogOffer: null,
  next: { needsHuman: false },
  live: {},
} as unknown as NowView;

test.each([
  [{ automation: { halted: {} }, doing: rollout("deploying") }, "✕ Halted web", "cross"],
  [{ doing: rollout("deploying"), backlogOffer: { commitCount: 14 } }, "62% #1842 web", "half"],
  [{ backlogOffer: { commitCount: 14 }, next: { needsHuman: true } }, "◆ Approve 14 web", "diamond"],
  [{ next: { needsHuman: true } }, "◆ Needs you web", "diamond"],
  [{}, "✓ web", "check"],
  [{ live: null }, "web", "ring"],
])("Now in the tab, case %#", (change, title, shape) => {
  expect(nowTabFace({ ...calm, ...change } as NowView)).toEqual({ title, shape });
});

test("a test run shows its result in the tab", () => {
  expect(testTabFace({ status: "failed", context: "unit" }, "web")).toEqual({
    title: "✕ Failed unit web",
    shape: "cross",
  });
  expect(testTabFace({ status: "running", context: "unit" }, "web")).toEqual({
    title: "Running unit web",
    shape: "half",
  });
});
