import { expect, test } from "vitest";
import type { LiveStatus } from "@/components/live/live-store";
import { findBanner } from "@/components/shell/find-banner";
import type { NowView } from "@/lib/contracts/views";

const halted = { since: "2026-11-23T14:00:00.000Z", reason: "canary failed", rollout: 3, suspect: null };
const view = (change: Partial<NowView>) =>
  ({
    workersAlive: 1,
    fetch: { at: null, error: null },
    automation: { mode: "unattended", halted: null },
    ...change,
  }) as NowView;
const calm = {
  mode: "unattended" as const,
  modeSince: null,
  modeBy: null,
  overruled: { rollouts: 0, overruled: 0 },
  freeze: null,
  hours: null,
};
const live: LiveStatus = { connection: { phase: "live" }, backSince: null, caughtUp: 0, paused: false, waiting: 0 };
const lost: LiveStatus = { ...live, connection: { phase: "lost", since: 1_000, retryAt: 9_000 } };

test("nothing to say", () => {
  expect(findBanner(view({}), live, 10_000)).toBeNull();
});

test("the highest cause wins", () => {
  const troubled = view({
    workersAlive: 0,
    automation: { ...calm, halted },
    fetch: { at: null, error: "no route" },
  });
  expect(findBanner(troubled, lost, 10_000)?.cause).toBe("offline");
  expect(findBanner(troubled, live, 10_000)?.cause).toBe("no-worker");
  expect(findBanner({ ...troubled, workersAlive: 1 }, live, 10_000)?.cause).toBe("halted");
  expect(findBanner(view({ fetch: troubled.fetch }), live, 10_000)?.cause).toBe("repository");
});

test("a reconnect in passing is no banner", () => {
  expect(findBanner(view({}), lost, 3_000)).toBeNull();
  expect(findBanner(view({}), lost, 3_600)?.cause).toBe("offline");
});

test("being back is said for four seconds", () => {
  const back = { ...live, backSince: 10_000, caughtUp: 3 };
  expect(findBanner(view({}), back, 12_000)).toEqual({ cause: "back", updates: 3 });
  expect(findBanner(view({}), back, 14_000)).toBeNull();
});
