import { describe, expect, test } from "vitest";
import type { NowView, QueuedCommitView } from "@/lib/contracts/views";
import { findProject } from "@/lib/db/projects";
import type { QueueReasonCode } from "@/lib/domain/selection/describe-queue";
import { createTestDatabase } from "@/lib/testing/database";
import { type QueueFacts, readQueueFacts } from "@/lib/testing/queue-facts";
import { createSituation, type Situation, sampleSituations } from "@/lib/testing/random-situation";
import { readNowView } from "./read-now-view";

const db = await createTestDatabase();
await db.prisma.$executeRaw`INSERT INTO "WorkerProcess" (id, hostname, pid, "beatAt")
  VALUES ('test', 'here', 1, clock_timestamp() + interval '1 hour')`;

type Scene = { view: NowView; facts: QueueFacts[]; wanted: Situation };

const bySha = ({ facts }: Scene) => new Map(facts.map((each) => [each.sha.slice(0, 7), each]));
const canBeTarget = (each: QueueFacts | undefined) =>
  each?.tests === "passed" && each.locks.length === 0 && each.openBad.length === 0;
const inNext = ({ view }: Scene, each: QueueFacts) =>
  view.queue.find(({ forecast, sha }) => sha === each.sha && forecast?.rollout === 1) !== undefined;

/** The commit a sentence names after these words; what it names has to wait, too. */
function named(scene: Scene, text: string, words: RegExp): QueueFacts {
  const sha = new RegExp(`${words.source} ([0-9a-f]{7})`).exec(text)?.[1] ?? "";
  const found = bySha(scene).get(sha);
  if (!found) throw new Error(`"${text}" names no waiting commit.`);
  return found;
}

type Claim = (scene: Scene, its: QueueFacts, row: QueuedCommitView) => void;

/** What has to be so in the database for each reason a row may show. */
const claims = {
  "in-next-rollout": (scene, its) => {
    expectMoving(scene);
    expect(scene.view.next.action).toBe("deploy");
    expect(canBeTarget(its)).toBe(true);
    if (hasForecast(scene)) expect(inNext(scene, its)).toBe(true);
    else expect(its.place).toBeLessThanOrEqual(scene.view.next.commitCount);
  },
  "rides-along": (scene, its, { reason }) => {
    expectMoving(scene);
    expect(scene.view.next.nextCommit?.slice(0, 7)).toBe(named(scene, reason.text, /Rides along with/).sha.slice(0, 7));
    expect(canBeTarget(its)).toBe(false);
    expect(its.place).toBeLessThan(scene.view.next.commitCount);
  },
  reverted: (scene, its, { reason }) => {
    expect(named(scene, reason.text, /its revert/).place).toBe(its.revertPlace);
  },
  "marked-bad": (_, its) => expect(its).toMatchObject({ bad: true, revertPlace: null }),
  "held-by-bad-commit": (scene, its, { reason }) => {
    const bad = named(scene, reason.text, /Held by bad commit/);
    expect(its.openBad).toContain(bad.sha);
    expect(its.bad).toBe(false);
    const revert = reason.text.includes("its revert") ? named(scene, reason.text, /with its revert/).place : null;
    expect(bad.revertPlace).toBe(revert);
  },
  locked: (_, its) => expect(its.locked).toBe(true),
  "held-by-lock": (scene, its, { reason }) => {
    expect(its.locks).toContain(named(scene, reason.text, /Held by locked commit/).sha);
    expect(its.locked).toBe(false);
  },
  "tests-pending": (scene, its, { reason }) => {
    expectFree(scene, its, "pending");
    expect(its.silent).toEqual([]);
    const missing = /nothing from (.*) has come yet/.exec(reason.text)?.[1]?.split(", ").sort();
    expect(its.unreported).toEqual(missing ?? []);
    if (reason.text.includes("no result has come yet")) expect(its.reports).toBe(0);
  },
  "tests-running": (scene, its) => {
    expectFree(scene, its, "running");
    expect(its.silent).toEqual([]);
  },
  "tests-silent": (scene, its, { reason }) => {
    expectFree(scene, its, its.tests);
    const [, contexts] = /nothing was heard of (.*) since .* UTC$/.exec(reason.text) ?? [];
    expect(contexts?.split(", ").sort()).toEqual(its.silent);
  },
  "tests-not-passed": (scene, its, { reason }) => {
    expectFree(scene, its, /^Tests (failed|errored|cancelled)/.exec(reason.text)?.[1]);
    const later = scene.facts.filter((each) => each.place > its.place && canBeTarget(each));
    if (reason.text.includes("a later commit that passes")) expect(later).toEqual([]);
    else expect(named(scene, reason.text, /can only ride along with/)).toBe(later[0]);
    const since = /already red since ([0-9a-f]{7})/.exec(reason.text)?.[1];
    if (since) expect(its.redSince.map((sha) => sha.slice(0, 7))).toContain(since);
    else expect(its.redSince).toEqual([]);
  },
  "kept-back": (scene, its, { reason }) => {
    expect(scene.view.next.action).toBe("deploy");
    expect(reason.text).toMatch(scene.wanted.isHalted ? /\. Automation is halted$/ : /\. Frozen until .* by ana$/);
    expect(scene.wanted.isHalted || scene.wanted.isFrozen).toBe(true);
    if (!reason.text.startsWith("Would ride along with")) expect(canBeTarget(its)).toBe(true);
    const isFirst = reason.text.startsWith("Would go in the next rollout");
    if (isFirst && hasForecast(scene)) expect(inNext(scene, its)).toBe(true);
  },
  "behind-next-rollout": (scene, its) => {
    expectMoving(scene);
    expect(scene.view.next.action).toBe("deploy");
    expectFree(scene, its, "passed");
    if (hasForecast(scene)) expect(inNext(scene, its)).toBe(false);
  },
  "behind-blocked": (scene, its) => {
    expect(scene.view.next.action).not.toBe("deploy");
    expectFree(scene, its, "passed");
    // Whatever keeps it back stands before it: within the cap there is no commit that could go.
    expect(its.place).toBeGreaterThan(scene.wanted.maxCommits);
    expect(scene.facts.slice(0, scene.wanted.maxCommits).some(canBeTarget)).toBe(false);
  },
} as const satisfies Record<QueueReasonCode, Claim>;

/** Nothing keeps back all rollouts: the reason promises one. */
function expectMoving({ wanted, view }: Scene): void {
  expect(wanted).toMatchObject({ isHalted: false, isFrozen: false });
  expect(
    view.next.gates.filter(({ gate, open }) => gate !== "no-rollout-in-the-way" && !open).map(({ gate }) => gate),
  ).toEqual(stepsOfPeople[wanted.mode]);
}

/** The gates that a person opens for each rollout: what goes next then goes on that condition. */
const stepsOfPeople = {
  suggest: ["automation-mode"],
  confirm: ["approval"],
  supervised: ["watched"],
  unattended: [],
} as const satisfies Record<Situation["mode"], readonly string[]>;

/** Nothing but its tests, or its place in the row, is said of it, and no lock and no bad commit holds it. */
function expectFree(scene: Scene, its: QueueFacts, tests: string | undefined): void {
  expect(its).toMatchObject({ tests, locks: [], openBad: [] });
  if (scene.view.next.action === "deploy" && !hasForecast(scene)) {
    expect(its.place).toBeGreaterThan(scene.view.next.commitCount);
  }
}

function hasForecast({ view }: Scene): boolean {
  return view.queue.some((row) => row.forecast !== null);
}

/** The rows each coming rollout takes, in their order. */
function listForeseen({ view, facts }: Scene) {
  const rows = view.queue.flatMap(({ sha, forecast }, index) => {
    const its = facts[index];
    return forecast && its ? [{ sha, its, ...forecast, liveAt: Date.parse(forecast.liveAt) / 1000 }] : [];
  });
  const numbers = [...new Set(rows.map((row) => row.rollout))];
  return numbers.map((number) => rows.filter((row) => row.rollout === number));
}

function expectTrueForecast(scene: Scene): void {
  const { view, facts, wanted } = scene;
  const rollouts = listForeseen(scene);
  if (wanted.isHalted) expect(rollouts).toEqual([]);
  else if (view.next.action === "deploy") expect(rollouts.length).toBeGreaterThan(0);
  // They take the queue from its beginning, leaving nothing out.
  expect(rollouts.flat().map((row) => row.sha)).toEqual(facts.slice(0, rollouts.flat().length).map(({ sha }) => sha));
  const now = Date.parse(view.serverTime) / 1000;
  const runsUntil = view.doing ? Date.parse(view.doing.startedAt ?? "") / 1000 + wanted.rolloutTime : now;
  const thawsAt = view.automation.freeze ? Date.parse(view.automation.freeze.expiresAt) / 1000 : now;
  let free = Math.max(now, runsUntil, thawsAt);
  for (const [index, rows] of rollouts.entries()) {
    expect(rows.map((row) => row.rollout)).toEqual(Array(rows.length).fill(index + 1));
    expect(rows.length).toBeLessThanOrEqual(wanted.maxCommits);
    // Nobody knows how long these tests take, so no forecast counts on any that have not passed.
    expect(canBeTarget(rows.at(-1)?.its)).toBe(true);
    for (const row of rows) {
      expect(row.liveAt).toBeGreaterThan(free + wanted.rolloutTime - 5);
      expect(row.liveAt).toBe(rows[0]?.liveAt);
      expect(row.assumes).toBe(conditions[wanted.mode]);
    }
    free = rows[0]?.liveAt ?? free;
  }
}

const conditions = {
  suggest: "if a person starts it",
  confirm: "if a person says yes",
  supervised: "if somebody has the page open",
  unattended: null,
} as const satisfies Record<Situation["mode"], string | null>;

function expectTrueView(scene: Scene): void {
  const { view, facts, wanted } = scene;
  expect(view.queue.map((row) => row.sha)).toEqual(facts.map((each) => each.sha));
  for (const [index, row] of view.queue.entries()) {
    const its = facts[index] as QueueFacts;
    expect(row.testStatus).toBe(its.tests);
    expect(Date.parse(row.deployBy) - Date.parse(row.landedAt)).toBe(view.goalSeconds * 1000);
    expect(row.late).toBe(Date.parse(row.deployBy) < Date.parse(view.serverTime));
    (claims[row.reason.code as QueueReasonCode] as Claim)(scene, its, row);
  }
  if (view.next.action === "deploy") {
    const target = facts[view.next.commitCount - 1];
    expect(target?.sha).toBe(view.next.nextCommit);
    expect(canBeTarget(target)).toBe(true);
    expect(view.next.commitCount).toBeLessThanOrEqual(wanted.maxCommits);
  }
  expect(view.next.gates.find(({ gate }) => gate === "not-halted")?.open).toBe(!wanted.isHalted);
  expect(view.next.gates.find(({ gate }) => gate === "not-frozen")?.open).toBe(!wanted.isFrozen);
  expectTrueForecast(scene);
}

async function enter(slug: string, wanted: Situation): Promise<Scene> {
  const id = await createSituation(db, slug, wanted);
  const project = await findProject(db.prisma, id);
  if (!project) throw new Error("the project was not stored");
  const view = await readNowView(db.prisma, project);
  return { view, facts: await readQueueFacts(db, id, wanted.required), wanted };
}

function expectTrueScene(scene: Scene): void {
  try {
    expectTrueView(scene);
  } catch (error) {
    const { view, facts } = scene;
    const rows = view.queue.map(({ sha, reason, forecast }) => [sha.slice(0, 7), reason.text, forecast]);
    const told = JSON.stringify({ facts, rows, next: view.next.sentence }, null, 1);
    (error as Error).message += `\nin ${view.project}: ${told}`;
    throw error;
  }
}

describe("every reason and every time of the queue is so in the database", () => {
  const seen = new Set<string>();

  test.each([1, 2, 3, 4, 5, 6, 7, 8].map((seed) => [seed]))("seed %i", async (seed) => {
    const situations = sampleSituations(seed, 30).entries();
    // Some at a time: most of it is waiting for the database, and each has a project of its own.
    const lanes = Array.from({ length: 5 }, async () => {
      for (const [index, wanted] of situations) {
        const scene = await enter(`seed-${seed}-${index}`, wanted);
        for (const { reason } of scene.view.queue) seen.add(reason.code);
        expectTrueScene(scene);
      }
    });
    await Promise.all(lanes);
  });

  test("and each of them was met", () => {
    expect([...seen].sort()).toEqual(Object.keys(claims).sort());
  });
});
