import { describe, expect, test } from "vitest";
import { canStart, describeNext } from "@/components/now/describe-next";
import type { NowView } from "@/lib/contracts/views";

const gate = (name: string, open: boolean) => ({
  gate: name,
  open,
  text: `${name} is ${open ? "open" : "closed"}`,
  action: null,
});
const next = (closed: string[], nextCommit: string | null = "77ab01c".padEnd(40, "0")): NowView["next"] => ({
  action: nextCommit ? "deploy" : "wait",
  sentence: "Waiting for the tests of 51d0e9f",
  how: [],
  gates: ["automation-mode", "not-halted", "no-rollout-in-the-way", "commit-selected"].map((name) =>
    gate(name, !closed.includes(name)),
  ),
  nextCommit,
  commitCount: 2,
  blockedBy: closed[0] ?? null,
  needsHuman: false,
  computedAt: "2026-11-23T14:00:00.000Z",
});
const automation = (mode: "suggest" | "unattended") => ({
  mode,
  modeSince: null,
  modeBy: null,
  overruled: { rollouts: 0, overruled: 0 },
  freeze: null,
  hours: null,
  halted: null,
});
const doing = { number: 1842 } as NowView["doing"];

describe("describeNext", () => {
  test.each([
    [next([]), null, "2 commits → 77ab01c, now"],
    [next(["no-rollout-in-the-way"]), doing, "2 commits → 77ab01c, when #1842 is done"],
    [next(["automation-mode"]), null, "Suggested: 2 commits → 77ab01c"],
    [next(["not-halted", "no-rollout-in-the-way"]), doing, "Would go: 2 commits → 77ab01c. not-halted is closed"],
    [next(["commit-selected"], null), null, "Waiting for the tests of 51d0e9f"],
  ])("case %#", (decision, rollout, text) => {
    expect(describeNext({ next: decision, doing: rollout, automation: automation("unattended") })).toBe(text);
  });
});

describe("canStart", () => {
  test("only when nothing but the mode keeps it back", () => {
    expect(canStart({ next: next(["automation-mode"]), automation: automation("suggest") })).toBe(true);
    expect(canStart({ next: next(["automation-mode", "not-halted"]), automation: automation("suggest") })).toBe(false);
    expect(canStart({ next: next(["automation-mode"], null), automation: automation("suggest") })).toBe(false);
    expect(canStart({ next: next([]), automation: automation("unattended") })).toBe(false);
  });
});
