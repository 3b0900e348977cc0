import { describe, expect, test } from "vitest";
import type { LiveStatus } from "@/components/live/live-store";
import { findBanner } from "@/components/shell/find-banner";
import type { NowView } from "@/lib/contracts/views";

const at = "2026-11-23T14:00:00.000Z";
const calm = {
  workersAlive: 1,
  fetch: { at: null, error: null },
  automation: { mode: "unattended", halted: null, freeze: null },
  doing: null,
  backlogOffer: null,
  queue: [],
  redTrunk: [],
} as unknown as NowView;
const view = (change: object) => ({ ...calm, ...change }) as NowView;
const live: LiveStatus = {
  connection: { phase: "live" },
  backSince: null,
  caughtUp: 0,
  replaced: false,
  paused: false,
  waiting: 0,
};
const lost: LiveStatus = { ...live, connection: { phase: "lost", since: 1_000, retryAt: 9_000 } };
const cause = (seen: NowView, status = live) => findBanner(seen, { live: status, now: 10_000 })?.cause ?? null;

const halted = { since: at, reason: "canary failed", by: null, rollout: 3, suspect: null };
const freeze = { reason: "talk", by: "ana", since: at, expiresAt: at };
const doing = { number: 12, createdAt: at, stages: [], question: { code: "start", text: "Start?" } };
const silentRun = { context: "unit", silent: true, startedAt: at };

test("nothing to say", () => {
  expect(cause(calm)).toBeNull();
});

test("the highest cause wins", () => {
  let troubled = view({
    workersAlive: 0,
    automation: { ...calm.automation, halted, freeze },
    doing,
    backlogOffer: { text: "14 wait", toRevision: "a", commitCount: 14 },
    fetch: { at: null, error: "no route" },
    redTrunk: [{ context: "unit", culprit: "a", since: at, held: 2, flakiness: { flaky: 0, judged: 4 } }],
  });
  expect(cause(troubled, lost)).toBe("offline");
  expect(cause(troubled)).toBe("no-worker");
  troubled = { ...troubled, workersAlive: 1 };
  expect(cause(troubled)).toBe("halted");
  troubled = { ...troubled, automation: { ...troubled.automation, halted: null } };
  expect(cause(troubled)).toBe("question");
  troubled = { ...troubled, doing: null };
  expect(cause(troubled)).toBe("backlog");
  troubled = { ...troubled, backlogOffer: null };
  expect(cause(troubled)).toBe("frozen");
  troubled = { ...troubled, automation: { ...troubled.automation, freeze: null } };
  expect(cause(troubled)).toBe("repository");
  troubled = { ...troubled, fetch: { at: null, error: null } };
  expect(cause(troubled)).toBe("tests");
});

describe("tests that cannot be relied on", () => {
  test("silent ones come before red ones, with the commits they concern counted once", () => {
    const queue = [
      { sha: "a", testRuns: [silentRun, { ...silentRun, context: "e2e" }] },
      { sha: "b", testRuns: [silentRun] },
    ];
    const redTrunk = [{ context: "unit", culprit: "c", since: at, held: 2 }];
    expect(findBanner(view({ queue, redTrunk }), { live, now: 10_000 })).toEqual({
      cause: "tests",
      kind: "silent",
      context: "unit",
      sha: "a",
      since: at,
      commits: 2,
    });
    expect(findBanner(view({ redTrunk }), { live, now: 10_000 })).toMatchObject({ kind: "red", sha: "c", commits: 2 });
  });
});

test("what the page tells itself is not told twice, and hides nothing that is worse", () => {
  const frozen = view({ automation: { ...calm.automation, freeze } });
  expect(findBanner(frozen, { live, now: 10_000, told: ["frozen"] })).toBeNull();
  expect(findBanner(frozen, { live: lost, now: 10_000, told: ["frozen"] })?.cause).toBe("offline");
});

test("a reconnect in passing is no banner", () => {
  expect(findBanner(calm, { live: lost, now: 3_000 })).toBeNull();
  expect(findBanner(calm, { live: lost, now: 3_600 })?.cause).toBe("offline");
});

test("a newer console is told when there is nothing else to tell", () => {
  const replaced = { ...live, replaced: true };
  expect(cause(calm, replaced)).toBe("replaced");
  const frozen = view({ automation: { ...calm.automation, freeze } });
  expect(cause(frozen, replaced)).toBe("frozen");
  expect(findBanner(frozen, { live: replaced, now: 10_000, told: ["frozen"] })?.cause).toBe("replaced");
});

test("being back is said for four seconds", () => {
  const back = { ...live, backSince: 10_000, caughtUp: 3 };
  expect(findBanner(calm, { live: back, now: 12_000 })).toEqual({ cause: "back", updates: 3 });
  expect(findBanner(calm, { live: back, now: 14_000 })).toBeNull();
});
