import { expect, test } from "vitest";
import { listFirstSteps } from "@/components/now/list-first-steps";
import type { NowView } from "@/lib/contracts/views";

const gate = (open: boolean, text: string) => ({ gate: "hosts-reachable", open, text, action: null });

/** A project as it is right after it was added; only what the steps are made of. */
const view = (change: object = {}) =>
  ({
    project: "web",
    trunk: "main",
    fetch: { at: null, error: null },
    automation: { mode: "suggest" },
    next: { gates: [], nextCommit: null },
    queue: [],
    queueTotal: 0,
    did: [],
    doing: null,
    live: null,
    ...change,
  }) as unknown as NowView;

const brief = (change: object) =>
  listFirstSteps(view(change))?.map(
    ({ name, status, door }) => `${name}: ${status.word}${door ? ` > ${door.word}` : ""}`,
  );

const commit = (testStatus: string, testRuns: object[]) => ({ testStatus, testRuns });

test("right after it was added everything waits", () => {
  expect(brief({})).toEqual([
    "Repository: Waiting",
    "Tests: Waiting > Sources",
    "Hosts: Waiting > Check the hosts",
    "First rollout: Waiting",
  ]);
});

test("what keeps it from beginning is said with the way to it", () => {
  const change = {
    fetch: { at: null, error: "The branch main does not exist." },
    queue: [commit("unknown", [])],
    queueTotal: 1,
    next: { gates: [gate(false, "No host takes part in rollouts")], nextCommit: null },
  };
  expect(brief(change)).toEqual([
    "Repository: Failed > Project file",
    "Tests: Needs you > Sources",
    "Hosts: Failed > Check the hosts",
    "First rollout: Waiting",
  ]);
});

test("hosts that nobody has asked are not called open", () => {
  const unasked = { ...gate(true, "Not known whether web-1 can be reached: nobody has asked yet"), isUnsure: true };
  expect(brief({ next: { gates: [unasked], nextCommit: null } })).toContain("Hosts: No data > Check the hosts");
});

test("results that are all red are no pass", () => {
  expect(brief({ queue: [commit("failed", [{}])], queueTotal: 1 })).toContain("Tests: Waiting");
});

test("when all is there a person starts it, unless the automation does", () => {
  const change = {
    fetch: { at: "2026-11-23T14:00:00.000Z", error: null },
    queue: [commit("passed", [{}])],
    queueTotal: 1,
    next: { gates: [gate(true, "The canary answers")], nextCommit: "a".repeat(40) },
  };
  expect(brief(change)).toEqual(["Repository: Done", "Tests: Done", "Hosts: Open", "First rollout: Needs you"]);
  expect(brief({ ...change, automation: { mode: "unattended" } })).toContain("First rollout: Waiting");
});

test("they go away with the first rollout", () => {
  expect(listFirstSteps(view({ doing: {} }))).toBeNull();
  expect(listFirstSteps(view({ did: [{}] }))).toBeNull();
});
