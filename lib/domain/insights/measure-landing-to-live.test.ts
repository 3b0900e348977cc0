import { expect, test } from "vitest";
import { measureLandingToLive } from "./measure-landing-to-live";
import { after, threeDays } from "./rollout-fixture";

const goal = 1800;
const measure = (wentLive: { at: number; waits: number[] }[]) =>
  measureLandingToLive(wentLive, { window: threeDays, goal });

test("nothing went live: there is no share and no percentile, on no day", () => {
  const none = { commits: 0, p50: null, p95: null, withinGoal: 0, percentWithinGoal: null };
  const { summary, definition, perDay, ...figures } = measure([]);
  expect(summary).toBe("No commit has gone live in these 3 days: no data about the time goal of 30 min.");
  expect(definition).toContain("nearest rank");
  expect(figures).toEqual({ goal, ...none });
  expect(perDay).toEqual(["2026-11-28", "2026-11-29", "2026-11-30"].map((date) => ({ date, ...none })));
});

test("one commit that took just as long as it may met the goal; a moment longer did not", () => {
  expect(measure([{ at: after(0), waits: [1800] }])).toMatchObject({ p50: 1800, p95: 1800, percentWithinGoal: 100 });
  expect(measure([{ at: after(0), waits: [1800.001] }])).toMatchObject({ withinGoal: 0, percentWithinGoal: 0 });
});

test("commits of several rollouts are measured together, and by the day they went live", () => {
  const figures = measure([
    { at: after(-4 * 24 * 60), waits: [1] },
    { at: after(-2 * 24 * 60), waits: [600, 600, 7200] },
    { at: after(0), waits: [900] },
  ]);
  expect(figures).toMatchObject({ commits: 4, p50: 600, p95: 7200, withinGoal: 3, percentWithinGoal: 75 });
  expect(figures.summary).toBe(
    "4 commits went live in these 3 days: half were live within 10 min of landing, 95 % within 2 h. 3 of 4 (75 %) met the time goal of 30 min.",
  );
  expect(figures.perDay.map(({ commits, p50, percentWithinGoal }) => [commits, p50, percentWithinGoal])).toEqual([
    [3, 600, 66.7],
    [0, null, null],
    [1, 900, 100],
  ]);
});
