import { describe, expect, test } from "vitest";
import { countCarriedCommits } from "./count-carried-commits";
import { countEndings } from "./count-endings";
import { listDays } from "./list-days";
import { after, noon, rolloutFact, threeDays } from "./rollout-fixture";

const day = 24 * 60;

describe("countEndings", () => {
  test("nothing has ended: it says so, and every day is there", () => {
    const running = rolloutFact(1, 0, { state: "baking", endedAt: null });
    const { summary, perDay, ...counts } = countEndings([running], threeDays);
    expect(summary).toBe("No rollout has ended in these 3 days.");
    expect(counts).toEqual({ succeeded: 0, failed: 0, aborted: 0, rollbacks: 0 });
    expect(perDay.map(({ date }) => date)).toEqual(["2026-11-28", "2026-11-29", "2026-11-30"]);
  });

  test("each is counted on the day it ended, by how; what was discarded, or ended before, is not", () => {
    const rollouts = [
      rolloutFact(1, -3 * day),
      rolloutFact(2, -2 * day),
      rolloutFact(3, -2 * day, { state: "failed" }),
      rolloutFact(4, -1, { state: "aborted" }),
      rolloutFact(5, 0, { kind: "rollback" }),
      rolloutFact(6, 0, { state: "discarded", startedAt: null }),
    ];
    const counts = countEndings(rollouts, threeDays);
    expect(counts.summary).toBe(
      "4 rollouts ended in these 3 days: 2 succeeded, 1 failed, 1 was aborted. 1 of them was a rollback.",
    );
    expect(counts.perDay).toEqual([
      { date: "2026-11-28", succeeded: 1, failed: 1, aborted: 0 },
      { date: "2026-11-29", succeeded: 0, failed: 0, aborted: 0 },
      { date: "2026-11-30", succeeded: 1, failed: 0, aborted: 1 },
    ]);
  });

  test("the first moment of a day belongs to it, and in another zone it is another day", () => {
    const atMidnight = [rolloutFact(1, 0, { endedAt: Date.UTC(2026, 10, 29) })];
    const justBefore = [rolloutFact(1, 0, { endedAt: Date.UTC(2026, 10, 29) - 1 })];
    const perDay = (rollouts: typeof atMidnight, zone: string) =>
      countEndings(rollouts, { days: listDays(noon, 3, zone), words: "" }).perDay.map(({ succeeded }) => succeeded);
    expect(perDay(atMidnight, "UTC")).toEqual([0, 1, 0]);
    expect(perDay(justBefore, "UTC")).toEqual([1, 0, 0]);
    expect(perDay(justBefore, "Asia/Kathmandu")).toEqual([0, 1, 0]);
    expect(perDay(atMidnight, "America/New_York")).toEqual([1, 0, 0]);
  });
});

describe("countCarriedCommits", () => {
  test("nothing was carried: there is no mean", () => {
    const rollouts = [rolloutFact(1, 0, { kind: "rollback" }), rolloutFact(2, 0, { startedAt: null })];
    expect(countCarriedCommits(rollouts, threeDays)).toMatchObject({
      ...{ rollouts: 0, mean: null },
      summary: "No rollout that carried commits has ended in these 3 days.",
    });
  });

  test("one, two, three, and all that are more", () => {
    const rollouts = [1, 1, 2, 3, 4, 12, 0].map((commits, index) => rolloutFact(index + 1, 0, { commits }));
    expect(countCarriedCommits(rollouts, threeDays)).toEqual({
      summary: "6 rollouts carried 3.8 commits on average: 2 carried one, 1 two, 1 three, 2 more.",
      ...{ rollouts: 6, mean: 3.8, one: 2, two: 1, three: 1, more: 2 },
    });
  });

  test("what has not ended, or ended too long ago, is left out", () => {
    const rollouts = [rolloutFact(1, 0, { endedAt: null }), rolloutFact(2, 0, { endedAt: after(-3 * day) })];
    expect(countCarriedCommits(rollouts, threeDays).rollouts).toBe(0);
  });
});
