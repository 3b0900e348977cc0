import { describe, expect, test } from "vitest";
import { decideNext } from "./decide-next";
import type { NextStep } from "./next-step";
import type { HostCounts, RolloutSnapshot, StageSnapshot } from "./snapshot";
import { plainRollout, plainStage } from "./snapshot-fixture";
import type { RolloutState } from "./states";

const now = 1_000_000;
const bake = { analysis: true, for: 30, extendTo: 90, poll: 10 };

const hosts = (counts: Partial<HostCounts>): HostCounts => {
  const all = { queued: 0, running: 0, succeeded: 0, failed: 0, skipped: 0, unknown: 0, ...counts };
  const total = Object.values(all).reduce((sum, count) => sum + count, 0);
  return { ...all, total };
};

const stage = (index: number, changes: Partial<StageSnapshot> = {}): StageSnapshot => ({
  ...plainStage(index),
  hosts: hosts({ queued: index === 0 ? 1 : 199 }),
  ...changes,
});

const rollout = (state: RolloutState, changes: Partial<RolloutSnapshot> = {}): RolloutSnapshot => ({
  ...plainRollout,
  state,
  stageIndex: 0,
  stages: [stage(0), stage(1)],
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

const verdict = (word: "pass" | "fail" | "inconclusive", at = now, requests = { n: 20, bad: 0 }) => ({
  verdict: word,
  reason: "too-few-requests",
  why: `It is ${word}.`,
  at,
  serverErrors: requests,
});
const atLongest = (
  requests: { n: number; bad: number },
  more: Partial<RolloutSnapshot>,
  changes: Partial<StageSnapshot> = {},
) => baking({ deployedAt: now - 90_000, verdict: verdict("inconclusive", now, requests), ...changes }, more);
const apply = (event: string, reason: string | null = null) => ({ step: "apply", event, reason }) as NextStep;
const heldOverFailures = (counts: Partial<HostCounts>, unknownOpen = 0) =>
  rollout("held", {
    question: "failures",
    guidedFailure: true,
    stageIndex: 1,
    stages: [done, stage(1, { hosts: hosts(counts), unknownOpen })],
  });
const done = stage(0, { hosts: hosts({ succeeded: 1 }) });

const cases: [title: string, snapshot: RolloutSnapshot, expected: NextStep][] = [
  ["pending -> started", rollout("pending"), apply("started")],
  ["proposed waits for a person", rollout("proposed"), { step: "wait", until: null }],
  [
    "what tries every host goes on past failed ones",
    rollout("deploying", { triesEveryHost: true, stages: [stage(0, { hosts: hosts({ queued: 150, failed: 50 }) })] }),
    { step: "deploy-hosts", stage: 0 },
  ],
  [
    "and is judged once all were tried",
    rollout("deploying", {
      triesEveryHost: true,
      stages: [stage(0, { hosts: hosts({ succeeded: 150, failed: 50 }) })],
    }),
    apply("stageRejected", "50 of 200 hosts failed to deploy; the limit is 1 %."),
  ],
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
    rollout("baking", { asksToContinue: "mode", stageIndex: 1, stages: [done, { ...done, index: 1 }, stage(2)] }),
    apply("stagePassed"),
  ],
  [
    "a rollout of one stage has nothing to continue with",
    rollout("baking", { asksToContinue: "mode", stages: [done] }),
    apply("lastStagePassed"),
  ],
  ["held waits for a person", rollout("held"), { step: "wait", until: null }],
  ["succeeded is done", rollout("succeeded"), { step: "done" }],
  ["deploying with queued hosts lets workers take them", rollout("deploying"), { step: "deploy-hosts", stage: 0 }],
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
    { step: "deploy-hosts", stage: 1 },
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
  [
    "where failures are guided, too many failed hosts hold it for a person",
    rollout("deploying", {
      guidedFailure: true,
      stageIndex: 1,
      stages: [done, stage(1, { hosts: hosts({ failed: 3, queued: 196 }) })],
    }),
    apply("budgetExceeded", "3 of 200 hosts failed to deploy; the limit is 1 %."),
  ],
  [
    "held over failed hosts it waits while there are too many",
    heldOverFailures({ failed: 3, queued: 196 }),
    { step: "wait", until: null },
  ],
  [
    "held over failed hosts it asks those nobody knows of",
    heldOverFailures({ failed: 3, unknown: 1, queued: 195 }, 1),
    { step: "probe-hosts" },
  ],
  [
    "it goes on once enough of them were skipped or are tried again",
    heldOverFailures({ failed: 2, skipped: 1, queued: 196 }),
    apply("failuresResolved"),
  ],
  [
    "a stage of which nobody was deployed is not gone on from",
    heldOverFailures({ skipped: 199 }),
    { step: "wait", until: null },
  ],
  [
    "a host of an earlier stage that is tried again is deployed first",
    rollout("deploying", {
      stageIndex: 1,
      stages: [stage(0, { hosts: hosts({ succeeded: 1, queued: 1 }) }), stage(1)],
    }),
    { step: "deploy-hosts", stage: 0 },
  ],
  [
    "a host that is tried again while the stage is watched reopens it",
    rollout("baking", { stages: [stage(0, { hosts: hosts({ succeeded: 1, queued: 1 }) }), stage(1)] }),
    apply("stageReopened"),
  ],
  [
    "whatever it does, it fails when the rollout ahead did not get through",
    rollout("held", { failedAhead: "Rollout #41, ahead of this one, failed." }),
    apply("aheadFailed", "Rollout #41, ahead of this one, failed."),
  ],
  [
    "a stage that passed waits for the rollout ahead to leave the next one",
    rollout("baking", { nextStageTakenBy: 41, stages: [done, stage(1)] }),
    { step: "wait", until: null },
  ],
  [
    "and is not looked at again meanwhile, however long that takes",
    baking(
      { bakeUntil: now - 600_000, sampledAt: now - 600_000, verdict: verdict("pass", now - 600_000) },
      { nextStageTakenBy: 41 },
    ),
    { step: "wait", until: null },
  ],
  [
    "the last stage has nobody ahead",
    rollout("baking", {
      nextStageTakenBy: 41,
      stageIndex: 1,
      stages: [done, stage(1, { hosts: hosts({ succeeded: 199 }) })],
    }),
    apply("lastStagePassed"),
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
    "in warn mode a failing verdict is told at once",
    baking({ bakeUntil: now + 20_000, sampledAt: now, verdict: verdict("fail") }, { canaryMode: "warn" }),
    apply("canaryWarned", "The rollout goes on, as the mode is warn. It is fail."),
  ],
  [
    "once told, it goes on",
    baking({ verdict: verdict("fail"), isWarned: true }, { canaryMode: "warn" }),
    apply("stagePassed"),
  ],
  [
    "in warn mode the bake is not cut short by the warning",
    baking(
      { bakeUntil: now + 20_000, sampledAt: now, verdict: verdict("fail"), isWarned: true },
      { canaryMode: "warn" },
    ),
    { step: "wait", until: now + 10_000 },
  ],
  [
    "in warn mode no verdict is told, too",
    atLongest({ n: 500, bad: 1 }, { canaryMode: "warn" }),
    apply("canaryWarned", "The rollout goes on, as the mode is warn. It is inconclusive."),
  ],
  [
    "in observe mode a failing verdict stops and tells nothing",
    baking({ verdict: verdict("fail") }, { canaryMode: "observe" }),
    apply("stagePassed"),
  ],
  [
    "in observe mode nothing is waited for longer than the bake",
    baking({ verdict: verdict("inconclusive") }, { canaryMode: "observe" }),
    apply("stagePassed"),
  ],
  [
    "a bake without analysis only waits",
    baking({ bake: { ...bake, analysis: false }, bakeUntil: now + 20_000 }),
    { step: "wait", until: now + 20_000 },
  ],
  ["and passes when its time is over", baking({ bake: { ...bake, analysis: false } }), apply("stagePassed")],
  [
    "a stage whose own share of failed hosts is too large ends the rollout within its budget",
    rollout("deploying", {
      failurePercent: 50,
      stageIndex: 1,
      stages: [done, stage(1, { failurePercent: 1, hosts: hosts({ failed: 2, queued: 98 }) })],
    }),
    apply("stageRejected", "2 of 100 hosts of stage fleet failed to deploy; its limit is 1 %."),
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
    "inconclusive fails where the project file says so",
    atLongest({ n: 500, bad: 1 }, { onInconclusive: "fail" }),
    apply("stageRejected", "It is inconclusive. The project has such a canary fail."),
  ],
  [
    "inconclusive but clean goes on where the project file says so, and says that it was so",
    atLongest({ n: 30, bad: 0 }, { onInconclusive: "proceed-if-clean" }),
    apply("stagePassed", "Went on without a verdict: none of 30 requests failed. It is inconclusive."),
  ],
  [
    "29 good requests are too few to be clean",
    atLongest({ n: 29, bad: 0 }, { onInconclusive: "proceed-if-clean" }),
    apply("verdictInconclusive", "It is inconclusive."),
  ],
  [
    "a bad request is not clean",
    atLongest({ n: 500, bad: 1 }, { onInconclusive: "proceed-if-clean" }),
    apply("verdictInconclusive", "It is inconclusive."),
  ],
  [
    "without a bad request, but hardly worse by chance: a person decides",
    baking(
      {
        deployedAt: now - 90_000,
        verdict: { ...verdict("inconclusive", now, { n: 500, bad: 0 }), reason: "suspicious" },
      },
      { onInconclusive: "proceed-if-clean" },
    ),
    apply("verdictInconclusive", "It is inconclusive."),
  ],
  [
    "a clean one without a verdict is watched longer first",
    baking({ verdict: verdict("inconclusive", now, { n: 500, bad: 0 }) }, { onInconclusive: "proceed-if-clean" }),
    { step: "extend-bake", until: now + 30_000 },
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
