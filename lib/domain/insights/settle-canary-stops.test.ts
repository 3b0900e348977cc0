import { expect, test } from "vitest";
import type { CanaryWord, RolloutFact } from "./insight-facts";
import { after, rolloutFact, threeDays } from "./rollout-fixture";
import { settleCanaryStops } from "./settle-canary-stops";

const say = (rollout: number, minutes: number, word: CanaryWord["word"], passedSince = false): CanaryWord => ({
  ...{ rollout, word, passedSince },
  at: after(minutes),
});
const settle = (rollouts: RolloutFact[], canaryWords: CanaryWord[]) =>
  settleCanaryStops({ rollouts, canaryWords, wentLive: [] }, threeDays);
const failed = rolloutFact(1, 0, { state: "failed", canary: { passedAt: null } });

test("no canary was judged: nothing is said about stops", () => {
  const { summary, judged, stopped } = settle([rolloutFact(1, 0, { judgedFrom: null })], []);
  expect([summary, judged, stopped]).toEqual(["No canary was judged in these 3 days.", 0, 0]);
});

test("one was judged, and passed", () => {
  expect(settle([rolloutFact(1, 0)], []).summary).toBe(
    "The canary stopped none of 1 rollout judged by a canary in these 3 days.",
  );
});

test.each<[string, Partial<RolloutFact>]>([
  ["is watched still", { state: "baking", endedAt: null }],
  ["was aborted while it was watched", { state: "aborted" }],
  ["failed for its hosts while it was watched", { state: "failed" }],
])("one that %s was not let pass", (_, changes) => {
  const { judged } = settle([rolloutFact(1, 0), rolloutFact(2, 20, { canary: { passedAt: null }, ...changes })], []);
  expect(judged).toBe(1);
});

test.each<[string, RolloutFact[], CanaryWord[], string]>([
  ["failed, and nobody went on", [failed], [say(1, 5, "failed")], "confirmed"],
  ["failed, and something else was rolled out", [failed, rolloutFact(2, 20)], [say(1, 5, "failed")], "confirmed"],
  [
    "failed, and the same revision was rolled out again",
    [failed, rolloutFact(2, 20, { toRevision: failed.toRevision })],
    [say(1, 5, "failed")],
    "overruled",
  ],
  [
    "the same revision only waits to be rolled out again",
    [failed, rolloutFact(2, 20, { toRevision: failed.toRevision, state: "proposed", startedAt: null, endedAt: null })],
    [say(1, 5, "failed")],
    "confirmed",
  ],
  [
    "a rollback went to it",
    [failed, rolloutFact(2, 20, { toRevision: failed.toRevision, kind: "rollback" })],
    [say(1, 5, "failed")],
    "confirmed",
  ],
  [
    "an earlier rollout had brought the same revision",
    [rolloutFact(1, 0, { toRevision: "same" }), rolloutFact(2, 20, { state: "failed", toRevision: "same" })],
    [say(2, 25, "failed")],
    "confirmed",
  ],
  ["held, and a person went on", [rolloutFact(1, 0)], [say(1, 5, "held", true), say(1, 6, "overridden")], "overruled"],
  ["held, and a person failed it", [failed], [say(1, 5, "held")], "confirmed"],
  ["held, and aborted", [rolloutFact(1, 0, { state: "aborted" })], [say(1, 5, "held")], "confirmed"],
  ["held, watched longer, and passed", [rolloutFact(1, 0)], [say(1, 5, "held", true)], "lifted"],
  ["held still", [rolloutFact(1, 0, { state: "held", endedAt: null })], [say(1, 5, "held")], "open"],
  ["watched longer now", [rolloutFact(1, 0, { state: "baking", endedAt: null })], [say(1, 5, "held")], "open"],
  [
    "a person went on, and the next stage stopped it again: the last stop counts",
    [failed],
    [say(1, 3, "held", true), say(1, 4, "overridden"), say(1, 8, "failed")],
    "confirmed",
  ],
])("%s", (_, rollouts, words, outcome) => {
  const { stops, stopped } = settle(rollouts, words);
  expect(stops.map((stop) => stop.outcome)).toEqual([outcome]);
  expect(stopped).toBe(1);
});

test("what was judged before the window is not counted, though it ended in it; the newest come first", () => {
  const early = rolloutFact(1, 0, { judgedFrom: after(-3 * 24 * 60) });
  const others = [2, 3].map((number) => rolloutFact(number, 0, { state: "failed" }));
  const { stops, summary } = settle(
    [early, ...others],
    [1, 2, 3].map((number) => say(number, 5, "failed")),
  );
  expect(stops.map(({ rollout }) => rollout)).toEqual([3, 2]);
  expect(summary).toBe(
    "The canary stopped 2 of 2 rollouts judged by a canary in these 3 days: 2 confirmed, 0 overruled.",
  );
});
