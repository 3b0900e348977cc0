import { expect, test } from "vitest";
import { refuseExtension, refuseStopEarly } from "./refuse-watch-act";
import type { RolloutSnapshot, StageSnapshot, VerdictSnapshot } from "./snapshot";
import { plainRollout, plainStage } from "./snapshot-fixture";

const now = Date.UTC(2026, 0, 1, 12);
const minute = 60_000;
const noHost = { total: 0, queued: 0, running: 0, succeeded: 0, failed: 0, skipped: 0, unknown: 0 };

const stage = (index: number, changes: Partial<StageSnapshot>): StageSnapshot => ({
  ...plainStage(index),
  hosts: { ...noHost, total: 1, succeeded: 1 },
  bake: { analysis: true, for: 300, extendTo: 900, poll: 10 },
  deployedAt: now - 4 * minute,
  bakeUntil: now + minute,
  sampledAt: now,
  ...changes,
});

/** A rollout that watches its first stage for another minute. */
function watching(changes: Partial<RolloutSnapshot> = {}, first: Partial<StageSnapshot> = {}) {
  const snapshot: RolloutSnapshot = {
    ...plainRollout,
    state: "baking",
    stageIndex: 0,
    stages: [stage(0, first), stage(1, { deployedAt: null, bakeUntil: null, sampledAt: null })],
    ...changes,
  };
  return { number: 4, failureReason: null as string | null, snapshot };
}

const verdict = (word: VerdictSnapshot["verdict"], at: number): VerdictSnapshot => {
  return { verdict: word, at, why: "The numbers say so.", reason: "held" } as VerdictSnapshot;
};
const over = { bakeUntil: now - minute, verdict: verdict("pass", now) };

test("a stage that is being watched can be stopped and extended, also in the moment before its last look", () => {
  expect(refuseStopEarly(watching(), "canary", now)).toBeNull();
  expect(refuseExtension(watching(), { stage: "canary", until: now + 6 * minute }, now)).toBeNull();
  const ending = watching({}, { bakeUntil: now - 1 });
  expect(refuseStopEarly(ending, "canary", now)).toBeNull();
  expect(refuseExtension(ending, { stage: "canary", until: now + 6 * minute }, now)).toBeNull();
});

test.each([
  ["an abort came first", watching({ abortRequested: true, abortBy: "bo" }), "bo has aborted rollout #4."],
  [
    "the judge was first",
    { ...watching({ state: "failing" }), failureReason: "Failed at 10 s: 5xx 3 %." },
    "Rollout #4 is failing at 10 s: 5xx 3 %.",
  ],
  [
    "a colleague was first",
    { ...watching({ state: "failed" }), failureReason: "canary was stopped early and judged failed by bo." },
    "Rollout #4 has failed: canary was stopped early and judged failed by bo.",
  ],
  ["it is held", watching({ state: "held" }), "Rollout #4 is held: canary is not being watched."],
  ["it has gone on", watching({ stageIndex: 1 }), "Rollout #4 watches fleet, not canary."],
  [
    "it is only given time",
    watching({}, { bake: { analysis: false, for: 300, extendTo: 900, poll: 10 } }),
    "Nobody watches the numbers of canary: it is only given time.",
  ],
  [
    "it has passed, and waits",
    watching({ nextStageTakenBy: 3 }, over),
    "The watch of canary is over: rollout #4 waits for #3 to leave the next stage.",
  ],
])("neither when %s", (_when, rollout, sentence) => {
  expect(refuseStopEarly(rollout, "canary", now)).toBe(sentence);
  expect(refuseExtension(rollout, { stage: "canary", until: now + 6 * minute }, now)).toBe(sentence);
});

test.each([
  ["has passed", watching({}, over)],
  ["has failed", watching({}, { verdict: verdict("fail", now) })],
])("a stage that %s a moment ago is not extended, and can still be stopped", (_what, rollout) => {
  expect(refuseStopEarly(rollout, "canary", now)).toBeNull();
  expect(refuseExtension(rollout, { stage: "canary", until: now + 6 * minute }, now)).toBe(
    "The watch of canary has just ended: rollout #4 takes its next step.",
  );
});

test("where a failed verdict only warns, the watch goes on and can be extended", () => {
  const warned = watching({ canaryMode: "warn" }, { verdict: verdict("fail", now) });
  expect(refuseExtension(warned, { stage: "canary", until: now + 6 * minute }, now)).toBeNull();
});

test.each([
  ["its own end once more", now + minute, null],
  ["an earlier end", now + minute / 2, "canary is watched for longer than that already."],
  ["a moment that has passed", now - minute, "That moment is over."],
  ["a day after it was deployed", now + (24 * 60 - 4) * minute, null],
  ["more than that", now + (24 * 60 - 4) * minute + 1, "No stage is watched for longer than 24 h."],
])("of the ends that can be asked for, %s", (_what, until, sentence) => {
  expect(refuseExtension(watching(), { stage: "canary", until }, now)).toBe(sentence);
});
