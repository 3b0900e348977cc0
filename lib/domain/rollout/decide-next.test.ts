import { describe, expect, test } from "vitest";
import { decideNext, type NextStep } from "./decide-next";
import type { HostCounts, RolloutSnapshot, StageSnapshot } from "./snapshot";
import type { RolloutState } from "./states";

const now = 1_000_000;
const bake = { for: 30, extendTo: 90, poll: 10 };

const hosts = (counts: Partial<HostCounts>): HostCounts => {
  const all = { queued: 0, running: 0, succeeded: 0, failed: 0, skipped: 0, unknown: 0, ...counts };
  const total = Object.values(all).reduce((sum, count) => sum + count, 0);
  return { ...all, total };
};

const stage = (index: number, changes: Partial<StageSnapshot> = {}): StageSnapshot => ({
  index,
  name: index === 0 ? "canary" : "fleet",
  hosts: hosts({ queued: index === 0 ? 1 : 199 }),
  unknownOpen: 0,
  bake: null,
  deployedAt: null,
  bakeUntil: null,
  sampledAt: null,
  verdict: null,
  ...changes,
});

const rollout = (state: RolloutState, changes: Partial<RolloutSnapshot> = {}): RolloutSnapshot => ({
  state,
  stageIndex: 0,
  stages: [stage(0), stage(1)],
  abortRequested: false,
  abortBy: null,
  question: null,
  asksToContinue: null,
  staleBecause: null,
  frozenUntil: null,
  failurePercent: 1,
  canaryMode: "enforce",
  ...changes,
});

const baking = (changes: Partial<StageSnapshot>, more: Partial<RolloutSnapshot> = {}): RolloutSnapshot =>
  rollout("baking", {
    stages: [
      stage(0, { hosts: hosts({ succeeded: 1 }), bake, deployedAt: now - 30_000, bakeUntil: now, ...changes }),
      stage(1),
    ],
    ...more,
  });

const verdict = (word: "pass" | "fail" | "inconclusive", at = now) => ({ verdict: word, why: `It is ${word}.`, at });
const apply = (event: string, reason: string | null = null) => ({ step: "apply", event, reason }) as NextStep;
const done = stage(0, { hosts: hosts({ succeeded: 1 }) });

const cases: [title: string, snapshot: RolloutSnapshot, expected: NextStep][] = [
  ["pending -> started", rollout("pending"), apply("started")],
  ["proposed waits for a person", rollout("proposed"), { step: "wait", until: null }],
  ["a proposal that is out of date expires", rollout("proposed", { staleBecause: "Old." }), apply("expired", "Old.")],
  [
    "pending with a question waits for a person",
    rollout("pending", { question: "start" }),
    { step: "wait", until: null },
  ],
  ["pending waits for the end of a freeze", rollout("pending", { frozenUntil: 7 }), { step: "wait", until: 7 }],
  [
    "a freeze does not stop what has started",
    rollout("deploying", { frozenUntil: 7, stages: [done, stage(1)] }),
    apply("stageDeployed"),
  ],
  [
    "a passed canary is followed by a question where one is asked",
    rollout("baking", { asksToContinue: "mode", stages: [done, stage(1)] }),
    apply("questionAsked", "Stage canary passed: continue with fleet?"),
  ],
  [
    "the question says that it is asked because nobody watched",
    rollout("baking", { asksToContinue: "unwatched", stages: [done, stage(1)] }),
    apply("questionAsked", "Stage canary passed while nobody had the page open: continue with fleet?"),
  ],
  [
    "only the canary is: later stages pass by themselves",
    rollout("baking", { asksToContinue: "mode", stageIndex: 1, stages: [done, stage(1), stage(2)] }),
    apply("stagePassed"),
  ],
  [
    "a rollout of one stage has nothing to continue with",
    rollout("baking", { asksToContinue: "mode", stages: [done] }),
    apply("lastStagePassed"),
  ],
  ["held waits for a person", rollout("held"), { step: "wait", until: null }],
  ["succeeded is done", rollout("succeeded"), { step: "done" }],
  ["deploying with queued hosts lets workers take them", rollout("deploying"), { step: "deploy-hosts" }],
  [
    "deploying with the last hosts running waits",
    rollout("deploying", { stages: [stage(0, { hosts: hosts({ running: 1 }) }), stage(1)] }),
    { step: "wait", until: null },
  ],
  [
    "deploying with all hosts done -> stageDeployed",
    rollout("deploying", { stages: [done, stage(1)] }),
    apply("stageDeployed"),
  ],
  [
    "a host nobody knows of is asked before anything else happens",
    rollout("deploying", { stages: [stage(0, { hosts: hosts({ unknown: 1, queued: 3 }), unknownOpen: 1 }), stage(1)] }),
    { step: "probe-hosts" },
  ],
  [
    "2 of 200 failed hosts are within 1 %",
    rollout("deploying", { stageIndex: 1, stages: [done, stage(1, { hosts: hosts({ failed: 2, queued: 197 }) })] }),
    { step: "deploy-hosts" },
  ],
  [
    "3 of 200 failed hosts are more than 1 %",
    rollout("deploying", { stageIndex: 1, stages: [done, stage(1, { hosts: hosts({ failed: 3, queued: 196 }) })] }),
    apply("stageRejected", "3 of 200 hosts failed to deploy; the limit is 1 %."),
  ],
  [
    "an unknown host that no longer answers counts as failed",
    rollout("deploying", {
      stageIndex: 1,
      stages: [done, stage(1, { hosts: hosts({ failed: 2, unknown: 1, queued: 196 }) })],
    }),
    apply("stageRejected", "3 of 200 hosts failed to deploy; the limit is 1 %."),
  ],
  [
    "a canary stage whose only host failed ends the rollout, whatever the budget says",
    rollout("deploying", {
      stages: [stage(0, { hosts: hosts({ failed: 1 }) }), stage(1, { hosts: hosts({ queued: 999 }) })],
    }),
    apply("stageRejected", "No host of stage canary was deployed."),
  ],
  ["a stage without bake passes once deployed", rollout("baking", { stages: [done, stage(1)] }), apply("stagePassed")],
  [
    "the last stage without bake ends in success",
    rollout("baking", { stageIndex: 1, stages: [done, stage(1, { hosts: hosts({ succeeded: 199 }) })] }),
    apply("lastStagePassed"),
  ],
  [
    "a stage without hosts is passed",
    rollout("deploying", { stageIndex: 1, stages: [done, stage(1, { hosts: hosts({}) })] }),
    apply("stageDeployed"),
  ],
  [
    "a stage without hosts is not watched",
    rollout("baking", {
      stageIndex: 1,
      stages: [done, stage(1, { hosts: hosts({}), bake, deployedAt: now, bakeUntil: now + 30_000 })],
    }),
    apply("lastStagePassed"),
  ],
  ["the first look is taken at once", baking({ bakeUntil: now + 30_000, deployedAt: now }), { step: "look-at-canary" }],
  [
    "the next look waits for its turn",
    baking({ bakeUntil: now + 20_000, sampledAt: now - 4_000 }),
    { step: "wait", until: now + 6_000 },
  ],
  ["the next look is due", baking({ bakeUntil: now + 20_000, sampledAt: now - 10_000 }), { step: "look-at-canary" }],
  [
    "a failing verdict ends it before the end of the bake",
    baking({ bakeUntil: now + 20_000, sampledAt: now, verdict: verdict("fail") }),
    apply("stageRejected", "It is fail."),
  ],
  [
    "a passing verdict does not shorten the bake",
    baking({ bakeUntil: now + 20_000, sampledAt: now, verdict: verdict("pass") }),
    { step: "wait", until: now + 10_000 },
  ],
  [
    "in warn mode a failing verdict is only told",
    baking({ verdict: verdict("fail") }, { canaryMode: "warn" }),
    apply("stagePassed"),
  ],
  [
    "the end of the bake needs a look of its own",
    baking({ verdict: verdict("pass", now - 1) }),
    { step: "look-at-canary" },
  ],
  ["passed at the end of the bake -> next stage", baking({ verdict: verdict("pass") }), apply("stagePassed")],
  [
    "inconclusive at the end of the bake extends it",
    baking({ verdict: verdict("inconclusive") }),
    { step: "extend-bake", until: now + 30_000 },
  ],
  [
    "inconclusive at the end of the extension holds for a person",
    baking({ deployedAt: now - 90_000, verdict: verdict("inconclusive") }),
    apply("verdictInconclusive", "It is inconclusive."),
  ],
  [
    "no verdict at all at the end of the bake is never a pass",
    baking({ verdict: null, sampledAt: now - 60_000 }),
    { step: "look-at-canary" },
  ],
  [
    "failing waits for running hosts",
    rollout("failing", { stages: [stage(0, { hosts: hosts({ running: 1, failed: 3 }) })] }),
    { step: "wait", until: null },
  ],
  [
    "failing with idle hosts -> failed",
    rollout("failing", { stages: [stage(0, { hosts: hosts({ failed: 3, queued: 5 }) })] }),
    apply("hostsIdle"),
  ],
  [
    "aborting asks hosts of a lost worker before it ends",
    rollout("aborting", { abortRequested: true, stages: [stage(0, { hosts: hosts({ unknown: 1 }), unknownOpen: 1 })] }),
    { step: "probe-hosts" },
  ],
];

test.each(cases)("%s", (_title, snapshot, expected) => {
  expect(decideNext(snapshot, now)).toEqual(expected);
});

describe("an abort", () => {
  const stoppable = ["proposed", "pending", "deploying", "baking", "held"] as const;

  test.each(stoppable)("comes before everything else while %s", (state) => {
    const full = stage(0, { hosts: hosts({ failed: 50, unknown: 3 }), unknownOpen: 3, verdict: verdict("fail") });
    const snapshot = rollout(state, { stages: [full], abortRequested: true, abortBy: "ana" });
    expect(decideNext(snapshot, now)).toEqual(apply("abortRequested", "Aborted by ana."));
  });

  test.each(["aborting", "failing"] as const)("changes nothing about a rollout that is %s", (state) => {
    const snapshot = rollout(state, { abortRequested: true, stages: [done] });
    expect(decideNext(snapshot, now)).toEqual(apply("hostsIdle"));
  });
});
