import { describe, expect, test } from "vitest";
import { decideAct, patienceSeconds } from "./decide-act";
import { opening, planLanding } from "./opening";
import type { BadCommit, Memory, Seen, SeenRollout } from "./types";

const now = 1_700_000_000_000;
const tempo = { speed: 1, landing: true };

function remember(changes: Partial<Memory> = {}): Memory {
  return { seed: 7, landings: 100, lastLandingAt: now - 60_000, redTrunk: false, bad: [], held: null, ...changes };
}

function see(changes: Partial<Seen> = {}): Seen {
  return { now, halted: null, doing: null, queue: [], ...changes };
}

function bad(sha: string, changes: Partial<BadCommit> = {}): BadCommit {
  return { sha, landedAt: now - 20_000, revertedBy: null, followers: 0, ...changes };
}

function rollout(changes: Partial<SeenRollout> = {}): SeenRollout {
  return { number: 4, state: "failed", asks: false, commits: ["bad"], canaryFailed: true, ...changes };
}

function halted(secondsAgo: number, stopped: SeenRollout | null = rollout()) {
  return see({ halted: { since: now - secondsAgo * 1000, rollout: stopped }, queue: ["bad", "next"] });
}

describe("a halted automation", () => {
  const memory = remember({ bad: [bad("bad", { followers: 1 })] });
  const reverted = remember({ bad: [bad("bad", { followers: 1, revertedBy: "revert" })] });

  test("first stays as it is, for people to see", () => {
    expect(decideAct(memory, halted(5), tempo)).toEqual({ act: "wait" });
  });
  test("after a while somebody reverts the bad commit", () => {
    expect(decideAct(memory, halted(13), tempo)).toEqual({ act: "revert", sha: "bad" });
  });
  test("waits for a person to resolve it", () => {
    expect(decideAct(reverted, halted(patienceSeconds - 1), tempo)).not.toMatchObject({ act: "resume" });
  });
  test("is resolved by the demo when nobody did, the bad commit marked", () => {
    expect(decideAct(reverted, halted(patienceSeconds), tempo)).toEqual({ act: "resume", markBad: ["bad"] });
  });
  test("goes on without a mark after an abort", () => {
    const seen = halted(patienceSeconds, rollout({ state: "aborted", commits: ["fine"], canaryFailed: false }));
    expect(decideAct(remember(), seen, tempo)).toEqual({ act: "resume", markBad: [] });
  });
  test("stays halted when a person halted it without a rollout", () => {
    expect(decideAct(remember(), halted(1000, null), tempo)).not.toMatchObject({ act: "resume" });
  });
  test("a canary that failed without a known bad commit has its commits reverted, newest first", () => {
    const seen = halted(20, rollout({ commits: ["a"] }));
    expect(decideAct(remember(), seen, tempo)).toEqual({ act: "revert", sha: "a" });
  });
  test("such a canary is tried again when the reverts would not fit into one rollout", () => {
    const seen = halted(patienceSeconds, rollout({ commits: ["a", "b"] }));
    expect(decideAct(remember(), seen, tempo)).toEqual({ act: "resume", markBad: [] });
  });
  test("everything goes faster with the speed", () => {
    expect(decideAct(reverted, halted(patienceSeconds / 4), { ...tempo, speed: 4 })).toMatchObject({ act: "resume" });
  });
});

describe("a held rollout", () => {
  const doing = rollout({ number: 9, state: "held", commits: ["fine"], asks: false, canaryFailed: false });
  const since = (seconds: number) => remember({ held: { rollout: 9, since: now - seconds * 1000 } });

  test("waits for a person first", () => {
    expect(decideAct(since(patienceSeconds - 1), see({ doing }), tempo)).not.toMatchObject({ act: "resolve" });
  });
  test("goes on by itself after that", () => {
    expect(decideAct(since(patienceSeconds), see({ doing }), tempo)).toEqual({
      act: "resolve",
      rollout: 9,
      action: "continue",
    });
  });
  test("that asks a question is left to people", () => {
    const asking = { ...doing, asks: true };
    expect(decideAct(since(patienceSeconds), see({ doing: asking }), tempo)).not.toMatchObject({ act: "resolve" });
  });
  test("is stopped when it carries a commit the demo knows to be bad", () => {
    const memory = { ...since(patienceSeconds), bad: [bad("fine")] };
    expect(decideAct(memory, see({ doing }), tempo)).toMatchObject({ action: "fail" });
  });
});

describe("the trunk", () => {
  test("gets the fix right after a red commit", () => {
    expect(decideAct(remember({ redTrunk: true }), see({ queue: ["red"] }), tempo)).toEqual({
      act: "land",
      kind: "fix",
    });
  });
  test("gets one commit at most between a bad commit and its revert", () => {
    const seen = see({ doing: rollout({ state: "baking" }) });
    const decide = (followers: number) => decideAct(remember({ bad: [bad("bad", { followers })] }), seen, tempo);
    expect(decide(0)).toEqual({ act: "land", kind: "normal" });
    expect(decide(1)).toEqual({ act: "wait" });
  });
  test("gets troublesome commits only on an empty queue", () => {
    const kinds = (queue: string[], landings: number) => {
      const act = decideAct(remember({ landings }), see({ queue }), tempo);
      return act.act === "land" ? act.kind : act.act;
    };
    const steps = Array.from({ length: 300 }, (_, step) => step + opening.length);
    expect(new Set(steps.map((step) => kinds(["waiting"], step)))).toEqual(new Set(["normal", "wait"]));
    expect(new Set(steps.map((step) => kinds([], step)))).toEqual(new Set(["normal", "red", "bad"]));
  });
  test("gets nothing between a mistake that is live and its revert", () => {
    const memory = remember({ bad: [bad("slipped", { revertedBy: "revert" })] });
    expect(decideAct(memory, see({ queue: ["follower", "revert"] }), tempo)).toEqual({ act: "wait" });
  });
  test("waits while too many commits are not live", () => {
    expect(decideAct(remember(), see({ queue: Array(7).fill("x") }), tempo)).toEqual({ act: "wait" });
  });
  test("gets the revert of a bad commit that went live unnoticed", () => {
    const memory = remember({ bad: [bad("slipped", { landedAt: now - 50_000 })] });
    expect(decideAct(memory, see(), tempo)).toEqual({ act: "revert", sha: "slipped" });
  });
  test("gets the revert of a bad commit that holds the queue up after somebody resumed early", () => {
    const memory = remember({ bad: [bad("early", { landedAt: now - 50_000 })] });
    expect(decideAct(memory, see({ queue: ["early"] }), tempo)).toEqual({ act: "revert", sha: "early" });
  });
  test("gets nothing once it is closed", () => {
    expect(decideAct(remember(), see(), { ...tempo, landing: false })).toEqual({ act: "wait" });
  });
});

describe("what lands", () => {
  test("begins with a normal commit, a red one, its fix, and a bad one", () => {
    expect([0, 1, 2, 3].map((index) => planLanding(1, index).kind)).toEqual(["normal", "red", "fix", "bad"]);
  });
  test("depends on the seed and the step alone", () => {
    const plan = (seed: number) => Array.from({ length: 50 }, (_, index) => planLanding(seed, index));
    expect(plan(3)).toEqual(plan(3));
    expect(plan(3)).not.toEqual(plan(4));
  });
  test("is red about once in ten, bad about once in twelve, every 15 to 40 s", () => {
    const landings = Array.from({ length: 5000 }, (_, index) => planLanding(11, index + opening.length));
    const share = (kind: string) => landings.filter((landing) => landing.kind === kind).length / landings.length;
    expect(share("red")).toBeCloseTo(1 / 10, 1);
    expect(share("bad")).toBeCloseTo(1 / 12, 1);
    expect(landings.every(({ pause }) => pause >= 15 && pause <= 40)).toBe(true);
  });
});
