import { describe, expect, test } from "vitest";
import type { AutomationMode } from "../automation/modes";
import type { HostReach } from "../fleet/look-at-reach";
import { decideStart } from "./decide-start";
import { describeDecision } from "./describe-decision";
import {
  evaluateGates,
  findClosedGate,
  findRefusingGate,
  type GateAction,
  type GateFacts,
  type GateName,
  gateNames,
} from "./gates";
import { inputOf } from "./queue-fixture";
import { selectCommits } from "./select-commits";

const now = Date.parse("2026-11-25T16:30:00Z");
const minutes = (count: number) => count * 60_000;
const reached = (name: string): HostReach => ({ name, reachedAt: now, unreachable: null });
const lost = (name: string): HostReach => ({
  name,
  reachedAt: null,
  unreachable: { since: now - minutes(10), reason: "Connecting was refused." },
});
const unknown = (name: string): HostReach => ({ name, reachedAt: null, unreachable: null });
const hosts = { canary: [reached("web-1")], control: [reached("web-2")], fleetSize: 500, failurePercent: 1 };
const freeze = { reason: "the database moves", by: "ana", expiresAt: now + minutes(90) };
const office = { timeZone: "Europe/Berlin", weekly: [{ days: ["wed" as const], from: "09:00", to: "17:00" }] };

const open: GateFacts = {
  now,
  mode: "unattended",
  freeze: null,
  hours: null,
  workersAlive: 2,
  fetchError: null,
  halted: null,
  previous: { number: 7, state: "succeeded", resolved: false },
  inFlight: null,
  selection: selectCommits(inputOf("p")),
  why: "1 of 1 waiting commit",
  hosts,
  watchedAt: null,
  approval: { proposal: null, declined: null },
};

type Case = [name: string, facts: Partial<GateFacts>, gate: GateName, text: RegExp, action: GateAction | null];

const closing: Case[] = [
  ["suggest mode", { mode: "suggest" }, "automation-mode", /a person starts each rollout/, "change-mode"],
  ["a freeze", { freeze }, "not-frozen", /^Frozen until 18:00 UTC by ana: the database moves$/, "lift-freeze"],
  ["the hour", { hours: office }, "allowed-hours", /begin again Wed 2 Dec 09:00 Europe\/Berlin/, "change-hours"],
  ["no worker", { workersAlive: 0 }, "worker-heartbeat", /No worker is alive: start one/, null],
  ["repository gone", { fetchError: "no route" }, "repository-reachable", /cannot be read: no route/, "fetch"],
  ["halted", { halted: { reason: "the canary failed" } }, "not-halted", /halted: the canary failed/, "resume"],
  [
    "previous rollout failed",
    { previous: { number: 7, state: "failed", resolved: false } },
    "previous-rollout-succeeded",
    /#7 failed: a person resolves it/,
    "open-rollout",
  ],
  [
    "previous rollout aborted",
    { previous: { number: 7, state: "aborted", resolved: false } },
    "previous-rollout-succeeded",
    /#7 aborted/,
    "open-rollout",
  ],
  [
    "a rollout in flight",
    { inFlight: { number: 8, state: "baking" } },
    "no-rollout-in-the-way",
    /#8 is being watched/,
    "open-rollout",
  ],
  [
    "nothing selected",
    { selection: selectCommits(inputOf("w")), why: "Waiting" },
    "commit-selected",
    /^Waiting$/,
    null,
  ],
  [
    "the canary lost",
    { hosts: { ...hosts, canary: [lost("web-1")] } },
    "hosts-reachable",
    /^Canary web-1 cannot be reached since 16:20 UTC: Connecting was refused$/,
    "ask-hosts",
  ],
  [
    "more canary hosts lost than may fail",
    { hosts: { ...hosts, canary: [reached("a"), lost("b"), lost("c")], fleetSize: 100 } },
    "hosts-reachable",
    /Canary b and 1 more cannot be reached/,
    "ask-hosts",
  ],
  [
    "every control host lost",
    { hosts: { ...hosts, control: [lost("web-2"), lost("web-3")] } },
    "hosts-reachable",
    /Nothing to compare the canary with: control web-2 and 1 more/,
    "ask-hosts",
  ],
  [
    "supervised, never watched",
    { mode: "supervised" },
    "watched",
    /Nobody has had the page open: open it/,
    "change-mode",
  ],
  [
    "supervised, watched two minutes ago",
    { mode: "supervised", watchedAt: now - minutes(2) },
    "watched",
    /since 16:28 UTC/,
    "change-mode",
  ],
  ["confirm, nothing proposed", { mode: "confirm" }, "approval", /A person says yes/, null],
  [
    "confirm, proposed",
    { mode: "confirm", approval: { proposal: 9, declined: null } },
    "approval",
    /#9 waits for a person's yes/,
    "approve",
  ],
  [
    "confirm, declined",
    { mode: "confirm", approval: { proposal: null, declined: { number: 9, by: "bo" } } },
    "approval",
    /This range was declined by bo \(#9\)/,
    "ask-again",
  ],
];

const opening: [name: string, facts: Partial<GateFacts>][] = [
  ["a failure that a person resolved", { previous: { number: 7, state: "failed", resolved: true } }],
  ["a first rollout", { previous: null }],
  ["the allowed hour", { hours: office, now: now - minutes(60) }],
  ["hosts nobody has asked", { hosts: { ...hosts, canary: [unknown("web-1")], control: [unknown("web-2")] } }],
  ["one canary host of many lost", { hosts: { ...hosts, canary: [reached("a"), lost("b")] } }],
  ["one control host lost", { hosts: { ...hosts, control: [lost("web-2"), reached("web-3")] } }],
  ["a fleet of one, with nothing to compare", { hosts: { ...hosts, control: [], fleetSize: 1 } }],
  ["supervised and watched", { mode: "supervised", watchedAt: now - minutes(1.9) }],
];

describe("evaluateGates", () => {
  test("names every gate in order, all open when all is normal", () => {
    const gates = evaluateGates(open);
    expect(gates.map((gate) => gate.gate)).toEqual([...gateNames]);
    expect(findClosedGate(gates)).toBeNull();
    expect(gates.map((gate) => gate.action)).toEqual(gateNames.map(() => null));
  });

  test.each(closing)("%s closes exactly its own gate", (_name, facts, gate, text, action) => {
    const closed = evaluateGates({ ...open, ...facts }).filter((each) => !each.open);
    expect(closed).toEqual([{ gate, open: false, text: expect.stringMatching(text), action }]);
  });

  test.each(opening)("%s leaves every gate open", (_name, facts) => {
    expect(findClosedGate(evaluateGates({ ...open, ...facts }))).toBeNull();
  });

  test("all closed gates are told, not only the first", () => {
    const gates = evaluateGates({ ...open, mode: "suggest", workersAlive: 0 });
    expect(gates.filter((gate) => !gate.open)).toHaveLength(2);
    expect(findClosedGate(gates)?.gate).toBe("automation-mode");
  });

  test("hosts that last answered long ago are not called reachable", () => {
    const silent = { ...reached("web-1"), reachedAt: now - minutes(10) };
    const gates = evaluateGates({ ...open, hosts: { ...hosts, canary: [silent] } });
    expect(gates.find((gate) => gate.gate === "hosts-reachable")).toMatchObject({
      open: true,
      isUnsure: true,
      text: "Not known whether web-1 can be reached: last heard 16:20 UTC",
    });
  });

  test("hosts nobody has asked are not called reachable", () => {
    const gates = evaluateGates({ ...open, hosts: { ...hosts, canary: [unknown("web-1")] } });
    const told = { isUnsure: true, text: expect.stringMatching(/^Not known whether web-1/) };
    expect(gates.find((gate) => gate.gate === "hosts-reachable")).toMatchObject(told);
    expect(evaluateGates(open).every((gate) => gate.isUnsure === undefined)).toBe(true);
  });
});

describe("a person who starts a rollout", () => {
  test("is bound by a freeze, not by the mode, the hour, missing watchers or approvals", () => {
    const bound = (facts: Partial<GateFacts>) => findRefusingGate(evaluateGates({ ...open, ...facts }))?.gate ?? null;
    expect(bound({ mode: "suggest", hours: office })).toBeNull();
    expect(bound({ mode: "confirm" })).toBeNull();
    expect(bound({ mode: "supervised" })).toBeNull();
    expect(bound({ mode: "suggest", freeze })).toBe("not-frozen");
  });
});

describe("decideStart", () => {
  const decide = (mode: AutomationMode, facts: Partial<GateFacts> = {}) => {
    const all = { ...open, mode, ...facts };
    return decideStart(evaluateGates(all), all.approval);
  };

  test("each step of the ladder does its own when all is normal", () => {
    expect(decide("suggest")).toBe("nothing");
    expect(decide("confirm")).toBe("propose");
    expect(decide("supervised")).toBe("nothing");
    expect(decide("supervised", { watchedAt: now })).toBe("start");
    expect(decide("unattended")).toBe("start");
  });

  test("nothing is proposed twice, after a no, or while another gate is closed", () => {
    expect(decide("confirm", { approval: { proposal: 9, declined: null } })).toBe("nothing");
    expect(decide("confirm", { approval: { proposal: null, declined: { number: 9, by: "bo" } } })).toBe("nothing");
    expect(decide("confirm", { freeze })).toBe("nothing");
    expect(decide("unattended", { hours: office })).toBe("nothing");
  });
});

describe("describeDecision", () => {
  const say = (facts: Partial<GateFacts>) => {
    const all = { ...open, ...facts };
    return describeDecision({ ...all, gates: evaluateGates(all) });
  };

  test("tells what a freeze holds back, and until when", () => {
    expect(say({ freeze, mode: "suggest" })).toMatch(/^Would deploy \w+ but frozen until 18:00 UTC by ana: 1 of 1/);
  });

  test("tells the first closed gate, and of nothing to deploy only that", () => {
    expect(say({})).toBe("1 of 1 waiting commit");
    expect(say({ workersAlive: 0 })).toMatch(/^1 of 1 waiting commit; but: No worker/);
    expect(say({ freeze, selection: { action: "idle" }, why: "Nothing to do" })).toBe("Nothing to do");
  });
});
