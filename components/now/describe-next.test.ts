import { describe, expect, test } from "vitest";
import { canStart, describeAfterLift, describeNext } from "@/components/now/describe-next";
import type { AutomationMode, GateAction, NowView } from "@/lib/contracts/views";

const order = ["automation-mode", "not-halted", "not-frozen", "no-rollout-in-the-way", "commit-selected", "approval"];
const actions: Record<string, GateAction> = {
  "automation-mode": "change-mode",
  "not-halted": "resume",
  "not-frozen": "lift-freeze",
  "no-rollout-in-the-way": "open-rollout",
  approval: "approve",
};
const target = "77ab01c".padEnd(40, "0");
const sentence = "Waiting for the tests of 51d0e9f";

const decision = (closed: string[], change: Partial<NowView["next"]> = {}): NowView["next"] => ({
  action: "deploy",
  sentence,
  how: [],
  gates: order.map((gate) => ({
    gate,
    open: !closed.includes(gate),
    text: `${gate} is ${closed.includes(gate) ? "closed" : "open"}`,
    action: closed.includes(gate) ? (actions[gate] ?? null) : null,
  })),
  nextCommit: target,
  commitCount: 2,
  blockedBy: order.find((gate) => closed.includes(gate)) ?? null,
  needsHuman: false,
  computedAt: "2026-11-23T14:00:00.000Z",
  ...change,
});
const freeze = {
  reason: "release talk",
  by: "ana",
  since: "2026-11-23T13:00:00.000Z",
  expiresAt: "2026-11-23T18:00:00.000Z",
};
const automation = (mode: AutomationMode, change: Partial<NowView["automation"]> = {}): NowView["automation"] => ({
  mode,
  modeSince: null,
  modeBy: null,
  overruled: { rollouts: 0, overruled: 0 },
  freeze: null,
  hours: null,
  halted: null,
  ...change,
});
const doing = { number: 1842, expectedEndAt: "2026-11-23T14:09:00.000Z" } as NowView["doing"];

const heading = (
  next: NowView["next"],
  { rollout = null, how = automation("unattended") }: { rollout?: NowView["doing"]; how?: NowView["automation"] } = {},
) => describeNext({ project: "web", next, doing: rollout, automation: how });

describe("the heading of Next", () => {
  test("says what goes now", () => {
    expect(heading(decision([]))).toEqual({ text: "2 commits → 77ab01c, now", moment: null });
  });

  test("says what goes after the running rollout, and when that should be", () => {
    expect(heading(decision(["no-rollout-in-the-way"]), { rollout: doing })).toEqual({
      text: "2 commits → 77ab01c, when #1842 is done",
      moment: { at: "2026-11-23T14:09:00.000Z", look: "expected" },
    });
  });

  test("says what a freeze keeps back, and until when", () => {
    const frozen = automation("unattended", { freeze });
    expect(heading(decision(["not-frozen"]), { how: frozen })).toEqual({
      text: "Would deploy 2 commits → 77ab01c, but frozen until",
      moment: { at: freeze.expiresAt, look: "fixed" },
    });
  });

  test("says who declined what would go, and what brings it back", () => {
    const text = "This range was declined by bo (#9): a new commit, a test result or a person brings it back";
    const next = decision(["approval"]);
    const gates = next.gates.map((gate) => (gate.gate === "approval" ? { ...gate, text, action: null } : gate));
    expect(heading({ ...next, gates }, { how: automation("confirm") }).text).toBe(
      `Would deploy 2 commits → 77ab01c. ${text}`,
    );
  });

  test("says what is only suggested", () => {
    const how = automation("suggest");
    expect(heading(decision(["automation-mode"]), { how }).text).toBe("Suggested: 2 commits → 77ab01c");
  });

  test("says what keeps people back too, where only they start rollouts", () => {
    const how = automation("suggest", { freeze });
    expect(heading(decision(["automation-mode", "not-frozen"]), { how })).toEqual({
      text: "Would deploy 2 commits → 77ab01c, but frozen until",
      moment: { at: freeze.expiresAt, look: "fixed" },
    });
    expect(heading(decision(["automation-mode", "not-halted"], { needsHuman: true }), { how }).text).toBe(
      "Will not proceed by itself: not-halted is closed → Resume",
    );
    const running = decision(["automation-mode", "no-rollout-in-the-way"]);
    expect(heading(running, { how: automation("suggest"), rollout: doing }).text).toBe(
      "Suggested: 2 commits → 77ab01c",
    );
  });

  test("says what waits for an approval", () => {
    expect(heading(decision(["approval"])).text).toBe("Waiting for approval: 2 commits → 77ab01c");
  });

  test("says that waiting does not help, why, and what would", () => {
    expect(heading(decision(["not-halted"], { needsHuman: true })).text).toBe(
      "Will not proceed by itself: not-halted is closed → Resume",
    );
    const blocked = decision(["commit-selected", "approval"], {
      action: "blocked",
      nextCommit: null,
      sentence: "Blocked: none has passed",
      needsHuman: true,
    });
    expect(heading(blocked).text).toBe("Will not proceed by itself: none has passed → Approve a rollout");
  });

  test("names no way out that does not help with the reason", () => {
    const locked = decision(["automation-mode", "commit-selected"], {
      action: "blocked",
      nextCommit: null,
      sentence: "Blocked: 77ab01c is locked",
      needsHuman: true,
    });
    expect(heading(locked).text).toBe("Will not proceed by itself: 77ab01c is locked");
  });

  test("says what it waits for when nothing is chosen", () => {
    expect(heading(decision(["commit-selected"], { nextCommit: null })).text).toBe(sentence);
  });

  test("names any other gate by what it found", () => {
    const next = decision(["commit-selected"]);
    expect(heading(next).text).toBe("Would deploy 2 commits → 77ab01c. commit-selected is closed");
  });
});

describe("what lifting a freeze leads to", () => {
  test("a rollout at once, unless something else is closed", () => {
    expect(describeAfterLift({ next: decision(["not-frozen"]) })).toBe(
      "Then 2 commits up to 77ab01c would go at once.",
    );
    expect(describeAfterLift({ next: decision(["not-halted", "not-frozen"]) })).toBe(
      "Then 2 commits up to 77ab01c would go next, but not yet: not-halted is closed.",
    );
    expect(describeAfterLift({ next: decision([], { nextCommit: null }) })).toContain("nothing would start");
  });
});

describe("canStart", () => {
  test("only when nothing but the mode keeps it back", () => {
    const suggest = automation("suggest");
    expect(canStart({ next: decision(["automation-mode"]), automation: suggest })).toBe(true);
    expect(canStart({ next: decision(["automation-mode", "not-halted"]), automation: suggest })).toBe(false);
    expect(canStart({ next: decision(["automation-mode"], { nextCommit: null }), automation: suggest })).toBe(false);
    expect(canStart({ next: decision([]), automation: automation("unattended") })).toBe(false);
  });
});
