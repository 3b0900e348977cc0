import { expect, test } from "vitest";
import { type ForecastCommit, forecastRollouts } from "./forecast";
import { articlePolicy } from "./queue-fixture";
import type { QueuedCommit } from "./queued-commit";
import { type SelectionPolicy, selectCommits } from "./select-commits";

const daySeconds = 24 * 3600;

/** Numbers from 0 to 1, the same ones for the same seed. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    const again = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((again ^ (again >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A commit of the day, and what becomes of it. Seconds of the day. */
type DayCommit = {
  sha: string;
  landedAt: number;
  testsEndAt: number;
  isRed: boolean;
  markedBadAt: number;
  lockedUntil: number;
  revertOf: string | null;
};

/** Commits that land in one day: some red, some found bad later, most of those reverted by a later one, a few locked. */
function inventDay(random: () => number): DayCommit[] {
  const commits: DayCommit[] = [];
  const undone: { sha: string; after: number }[] = [];
  for (let at = 0; at < daySeconds; at += 1 + Math.floor(random() * 480)) {
    const due = undone.findIndex((each) => each.after <= at);
    const [revert] = due < 0 ? [] : undone.splice(due, 1);
    const sha = `sha${commits.length}`;
    const testsEndAt = at + 60 + Math.floor(random() * 600);
    const isBad = !revert && random() < 0.06;
    const markedBadAt = isBad ? testsEndAt + Math.floor(random() * 300) : Number.POSITIVE_INFINITY;
    const isLocked = random() < 0.02;
    commits.push({
      sha,
      landedAt: at,
      testsEndAt,
      isRed: !revert && random() < 0.2,
      markedBadAt,
      lockedUntil: isLocked ? at + Math.floor(random() * 3600) : 0,
      revertOf: revert?.sha ?? null,
    });
    if (isBad) undone.push({ sha, after: markedBadAt + Math.floor(random() * 900) });
  }
  return commits;
}

/** The backlog as it is seen at a moment, without the commits that are live or on their way. */
function seeBacklog(day: DayCommit[], taken: number, now: number): ForecastCommit[] {
  const landed = day.filter((commit) => commit.landedAt <= now);
  return landed.slice(taken).map((commit) => ({
    sha: commit.sha,
    landedAt: commit.landedAt,
    tests: commit.testsEndAt > now ? "running" : commit.isRed ? "failed" : "passed",
    bad: commit.markedBadAt <= now,
    locked: commit.lockedUntil > now,
    revertedBy: landed.find((each) => each.revertOf === commit.sha)?.sha ?? null,
    expectedPassAt: commit.testsEndAt,
  }));
}

type Happened = { shas: string[]; startsAt: number; endsAt: number };

/** What the selection does, looked at anew every second, when nothing happens from `now` on but `testsPass`. */
function liveOn(
  backlog: ForecastCommit[],
  world: { policy: SelectionPolicy; now: number; freeAt: number; testsPass: boolean },
): Happened[] {
  const happened: Happened[] = [];
  let rest = [...backlog];
  let freeAt = world.freeAt;
  const lastChange = Math.max(freeAt, ...backlog.map((commit) => commit.expectedPassAt ?? 0));
  for (let second = world.now; rest.length > 0 && second <= Math.max(freeAt, lastChange); second++) {
    if (second < freeAt) continue;
    const seen = rest.map((commit): QueuedCommit => {
      const passes = world.testsPass && commit.tests === "running" && (commit.expectedPassAt ?? 0) <= second;
      return passes ? { ...commit, tests: "passed" } : commit;
    });
    const selection = selectCommits({ queue: seen, policy: world.policy, now: second });
    if (selection.action !== "deploy") continue;
    freeAt = second + world.policy.rolloutSeconds;
    happened.push({ shas: rest.slice(0, selection.count).map(({ sha }) => sha), startsAt: second, endsAt: freeAt });
    rest = rest.slice(selection.count);
  }
  return happened;
}

test.each([1, 2, 3, 4, 5, 6])("what is forecast at any moment of a day is what then happens, day %i", (seed) => {
  const random = createRandom(seed);
  const day = inventDay(random);
  const policy = { ...articlePolicy, rolloutSeconds: 300 + seed * 100 };
  let [taken, freeAt, compared] = [0, 0, 0];
  for (let now = 0; now < daySeconds; now += 5) {
    const backlog = seeBacklog(day, taken, now);
    if (random() < 0.01) {
      const testsPass = random() < 0.5;
      const queue = testsPass ? backlog : backlog.map(({ expectedPassAt: _, ...commit }) => commit);
      const from = { policy, now, freeAt: Math.max(now, freeAt) };
      const calm = { stopped: null, condition: null, nextStart: (at: number) => at };
      const { rollouts } = forecastRollouts({ queue, ...from, ...calm });
      const expected = liveOn(backlog, { ...from, testsPass });
      expect(rollouts.map(({ assumes: _, ...rollout }) => rollout)).toEqual(expected);
      compared += expected.length;
    }
    if (now < freeAt) continue;
    const selection = selectCommits({ queue: backlog, policy, now });
    // Now and then a person takes the whole backlog that the selection is blocked by.
    const isApproved = selection.action === "blocked" && random() < 0.01;
    if (selection.action !== "deploy" && !isApproved) continue;
    taken += selection.action === "deploy" ? selection.count : backlog.length;
    freeAt = now + policy.rolloutSeconds;
  }
  expect(compared).toBeGreaterThan(100);
});
