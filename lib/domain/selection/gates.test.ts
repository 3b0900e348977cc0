import { describe, expect, test } from "vitest";
import { evaluateGates, findClosedGate, type GateFacts, type GateName, gateNames } from "./gates";
import { inputOf } from "./queue-fixture";
import { selectCommits } from "./select-commits";

const open: GateFacts = {
  mode: "unattended",
  halted: null,
  workersAlive: 2,
  fetchError: null,
  previous: { number: 7, state: "succeeded", resolved: false },
  inFlight: null,
  selection: selectCommits(inputOf("p")),
  why: "1 of 1 waiting commit",
};

describe("evaluateGates", () => {
  test("names every gate in order, all open when all is normal", () => {
    const gates = evaluateGates(open);
    expect(gates.map((gate) => gate.gate)).toEqual([...gateNames]);
    expect(findClosedGate(gates)).toBeNull();
  });

  const cases: [name: string, facts: Partial<GateFacts>, gate: GateName, text: RegExp][] = [
    ["suggest mode", { mode: "suggest" }, "automation-mode", /a person starts each rollout/],
    ["halted", { halted: { reason: "the canary failed" } }, "not-halted", /halted: the canary failed/],
    ["no worker", { workersAlive: 0 }, "worker-heartbeat", /No worker is alive/],
    ["repository gone", { fetchError: "no route to host" }, "repository-reachable", /cannot be read: no route to host/],
    [
      "previous rollout failed",
      { previous: { number: 7, state: "failed", resolved: false } },
      "previous-rollout-succeeded",
      /#7 failed: a person resolves it/,
    ],
    [
      "previous rollout aborted",
      { previous: { number: 7, state: "aborted", resolved: false } },
      "previous-rollout-succeeded",
      /#7 aborted/,
    ],
    ["a rollout in flight", { inFlight: { number: 8, state: "baking" } }, "no-rollout-in-the-way", /#8 is baking/],
    ["nothing selected", { selection: selectCommits(inputOf("w")), why: "Waiting" }, "commit-selected", /^Waiting$/],
  ];
  test.each(cases)("%s closes exactly its own gate", (_name, facts, gate, text) => {
    const closed = evaluateGates({ ...open, ...facts }).filter((each) => !each.open);
    expect(closed).toEqual([{ gate, open: false, text: expect.stringMatching(text) }]);
  });

  test("a resolved failure and a first rollout leave the gate open", () => {
    for (const previous of [{ number: 7, state: "failed", resolved: true } as const, null]) {
      expect(findClosedGate(evaluateGates({ ...open, previous }))).toBeNull();
    }
  });

  test("all closed gates are told, not only the first", () => {
    const gates = evaluateGates({ ...open, mode: "suggest", workersAlive: 0 });
    expect(gates.filter((gate) => !gate.open)).toHaveLength(2);
    expect(findClosedGate(gates)?.gate).toBe("automation-mode");
  });
});
