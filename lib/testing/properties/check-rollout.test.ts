import { expect, test } from "vitest";
import { checkFacts, checkRevisions } from "./check-rollout";
import type { MachineRecord } from "./machine-records";
import type { DeployFacts, RolloutFacts } from "./read-facts";

const at = (seconds: number) => new Date(seconds * 1000);

const deploy = (change: Partial<DeployFacts> = {}): DeployFacts => ({
  host: "web-1",
  attempt: 1,
  state: "succeeded",
  reason: null,
  startedAt: at(10),
  workerId: "w",
  ...change,
});

const event = (id: number, name: string, from: string | null, to: string | null) =>
  ({ id, event: name, from, to }) as RolloutFacts["events"][number];

const straight = [
  event(1, "created", null, "pending"),
  event(2, "started", "pending", "deploying"),
  event(3, "stageDeployed", "deploying", "baking"),
  event(4, "lastStagePassed", "baking", "succeeded"),
];

const rollout = (change: Partial<RolloutFacts> = {}): RolloutFacts => ({
  id: 1,
  number: 7,
  toRevision: "abc",
  state: "succeeded",
  slot: 0,
  version: 3,
  abortRequestedAt: null,
  endedAt: at(20),
  events: straight,
  deploys: [deploy()],
  ...change,
});

const machine = (...whats: MachineRecord["entries"][number]["what"][]): MachineRecord => ({
  host: "web-1",
  revision: "abc",
  entries: whats.map((what) => ({ what, rollout: 7, revision: "abc", at: 10_000 })),
});

const done = machine("start", "end");
const check = (rollouts: RolloutFacts[], machines = [done]) =>
  checkFacts({ rollouts, hosts: new Map(), machines }).map(({ property, what }) => `${property} ${what}`);

test("a rollout that went straight is in order", () => {
  expect(check([rollout()])).toEqual([]);
});

const open = { state: "deploying", endedAt: null, version: 1, events: straight.slice(0, 2) } as const;

test.each([
  ["two open rollouts in one place", [rollout(open), rollout({ ...open, id: 2, number: 8 })], [done], "P2"],
  ["a clash on a machine", [rollout()], [machine("start", "clash", "end")], "P3"],
  ["a second start without a second attempt", [rollout()], [machine("start", "start", "end")], "P3"],
  [
    "another attempt at a host that was deployed",
    [rollout({ deploys: [deploy(), deploy({ attempt: 2 })] })],
    [machine("start", "end", "start", "end")],
    "P3",
  ],
  ["a change that was written twice", [rollout({ version: 4, events: [...straight, straight[3]!] })], [done], "P4"],
  ["a change without its event", [rollout({ version: 4 })], [done], "P4"],
  ["an event that leads where the table does not", [rollout({ events: straight.toSpliced(2, 1) })], [done], "P4"],
  ["a host that was taken after the abort", [rollout({ ...open, abortRequestedAt: at(7) })], [done], "P6"],
  ["success in spite of an abort", [rollout({ abortRequestedAt: at(15) })], [done], "P7"],
  ["an end with a host at work", [rollout({ deploys: [deploy({ state: "running" })] })], [done], "P7"],
  ["a success that the machine knows nothing of", [rollout()], [machine("start")], "P8"],
] as const)("finds %s", (_what, rollouts, machines, property) => {
  expect(check([...rollouts], [...machines])).toContainEqual(expect.stringContaining(property));
});

test("what a host is said to run is compared with what it runs; that nobody knows is no lie", () => {
  const facts = (said: string | null) => ({ rollouts: [], hosts: new Map([["web-1", said]]), machines: [done] });
  expect(checkRevisions(facts("abc"))).toEqual([]);
  expect(checkRevisions(facts(null))).toEqual([]);
  expect(checkRevisions(facts("old"))).toMatchObject([{ property: "P8" }]);
});
