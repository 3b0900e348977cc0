import { afterAll, describe, expect, test } from "vitest";
import { orphanCommits } from "@/lib/db/commits";
import { findProject } from "@/lib/db/projects";
import { insertTestRun } from "@/lib/db/test-runs";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { createLogger } from "@/lib/logger";
import { previewRollout } from "@/lib/queries/preview-rollout";
import { readForecast } from "@/lib/queries/read-forecast";
import { readNowView } from "@/lib/queries/read-now-view";
import { createJobQueue } from "@/lib/queue/job-queue";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, landTestCommits, testSha } from "@/lib/testing/project";
import { lockCommit } from "../commits/lock-commit";
import type { ServiceContext } from "../context";
import { freezeProject } from "../freezes/freeze-project";
import { haltAutomation } from "../projects/halt-automation";
import { startRollout } from "./start-rollout";

const db = await createTestDatabase();
const queue = createJobQueue({ databaseUrl: db.url }, () => {});
afterAll(() => queue.close());
const logger = createLogger({ process: "test", level: "silent" });
const ctx: ServiceContext = { db, queue, logger, actor: { kind: "user", name: "ana" } };
await db.prisma.workerProcess.create({
  data: { id: "w", hostname: "here", pid: 1, beatAt: new Date(Date.now() + 3_600_000) },
});
const reason = "the canary is repaired";

/** Time enough for one commit at a time. */
const selection = { maxCommits: 3, goal: 7200, rolloutTime: 600, adaptive: true };

const statusOfLetter = { p: "passed", f: "failed", r: "running" } as const satisfies Record<string, TestRunStatus>;

/** A project whose trunk has one commit for each letter: p(assed), f(ailed), r(unning). */
async function createTrunk(slug: string, letters: string) {
  const { id } = await createTestProject(db, slug, { commits: letters.length, policy: { selection } });
  const report = (position: number, status: TestRunStatus) =>
    insertTestRun(db.prisma, {
      projectId: id,
      sha: testSha(position),
      context: "unit",
      attempt: 1,
      status,
      url: null,
      source: "ci",
      startedAt: null,
      finishedAt: null,
    });
  for (const [index, letter] of [...letters].entries()) {
    await report(index + 1, statusOfLetter[letter as keyof typeof statusOfLetter]);
  }
  const project = async () => {
    const row = await findProject(db.prisma, id);
    if (!row) throw new Error("no project");
    return row;
  };
  const preview = async (to: number | null = null) =>
    previewRollout(db.prisma, await project(), to === null ? null : testSha(to));
  const start = (
    range: { fromRevision: string | null; toRevision: string; trunkHead: string },
    why: string | undefined = reason,
  ) => {
    const { fromRevision, toRevision, trunkHead } = range;
    return startRollout(ctx, { projectId: id, target: { fromRevision, toRevision, trunkHead, reason: why } });
  };
  const now = async () => readNowView(db.prisma, await project());
  return { id, project, preview, start, now };
}

describe("a preview", () => {
  test("takes the newest passed commit, and tells what goes along, what stays, where it goes and how long it takes", async () => {
    const { preview } = await createTrunk("preview", "ffppf");
    expect(await preview()).toMatchObject({
      project: "preview",
      fromRevision: null,
      toRevision: testSha(4),
      trunkHead: testSha(5),
      kind: "backlog",
      counts: { included: 4, notIncluded: 1 },
      included: [1, 2, 3, 4].map((each) => ({ sha: testSha(each) })),
      notIncluded: [{ sha: testSha(5) }],
      candidates: [{ sha: testSha(4) }, { sha: testSha(3) }],
      whyNotByItself: "4 commits are more than the 3 it takes at a time",
      refusal: null,
      isRisky: false,
      hosts: 4,
      stages: [
        { name: "canary", hosts: 1 },
        { name: "fleet", hosts: 3 },
      ],
      expectedSeconds: 600,
      alternative: {
        rollouts: 2,
        seconds: 1200,
        text: "Up to 3 at a time: 2 rollouts, about 20 min, if a person starts it",
      },
    });
  });

  test("of what the automation would choose needs no reason; of a red or locked commit it says so", async () => {
    const { id, preview } = await createTrunk("risks", "pfp");
    expect(await preview(1)).toMatchObject({ whyNotByItself: null, isRisky: false, kind: "forward" });
    expect(await preview(2)).toMatchObject({ whyNotByItself: expect.stringMatching(/have not passed/), isRisky: true });
    await lockCommit(ctx, { projectId: id, sha: testSha(2), locked: true, reason });
    expect(await preview(3)).toMatchObject({ whyNotByItself: expect.stringMatching(/is locked/), isRisky: true });
    expect(await preview()).toMatchObject({ toRevision: testSha(1) });
  });

  test("of a long backlog lists the commits next to the target, and counts them all", async () => {
    const { id, project } = await createTrunk("long-backlog", "p");
    await landTestCommits(db.prisma, id, { from: 2, count: 1100 });
    const preview = await previewRollout(db.prisma, await project(), testSha(600));
    expect(preview.counts).toEqual({ included: 600, notIncluded: 501 });
    expect([preview.included.length, preview.included.at(-1)?.sha]).toEqual([500, testSha(600)]);
    expect([preview.notIncluded.length, preview.notIncluded[0]?.sha]).toEqual([500, testSha(601)]);
  });

  test("says why nobody can start it now", async () => {
    const frozen = await createTrunk("preview-frozen", "pp");
    await freezeProject(ctx, { projectId: frozen.id, reason, seconds: 3600 });
    expect((await frozen.preview()).refusal).toMatch(/^Frozen until .*: the canary is repaired\.$/);
    const halted = await createTrunk("preview-halted", "pp");
    await haltAutomation(ctx, { projectId: halted.id, reason });
    expect((await halted.preview()).refusal).toMatch(/halted/);
    expect((await halted.preview()).alternative).toBeNull();
  });

  test("of a commit that is unknown, gone from the trunk or live already is refused with a sentence", async () => {
    const { id, preview, start } = await createTrunk("unfit", "ppp");
    await expect(preview(99)).rejects.toMatchObject({ code: "not-found" });
    await orphanCommits(db.prisma, id, [testSha(2)]);
    await expect(preview(2)).rejects.toThrow(/no longer on the trunk/);
    const rollout = await start(await preview(1));
    await expect(preview(1)).rejects.toThrow(/live or on its way already/);
    await db.prisma.rollout.update({ where: { id: rollout.id }, data: { state: "succeeded" } });
    const { trunkHead } = await preview();
    await expect(start({ fromRevision: testSha(1), toRevision: testSha(1), trunkHead })).rejects.toThrow(
      /live or on its way/,
    );
  });
});

describe("a rollout of one's choice", () => {
  test("starts exactly what was reviewed; who, when and why are on record", async () => {
    const { id, preview, start } = await createTrunk("chosen", "ffpp");
    const rollout = await start(await preview());
    expect(rollout).toMatchObject({ kind: "backlog", fromRevision: null, toRevision: testSha(4), commitCount: 4 });
    expect(await db.prisma.rollout.findFirstOrThrow({ where: { projectId: id } })).toMatchObject({
      approvedBy: "ana",
      approvedAt: expect.any(Date),
      approvalReason: reason,
    });
    expect(await db.prisma.rolloutEvent.findFirstOrThrow({ where: { rolloutId: rollout.id } })).toMatchObject({
      event: "created",
      actorName: "ana",
      reason,
    });
  });

  test("is refused when more has landed since, and names how much", async () => {
    const { id, preview, start } = await createTrunk("landed", "ppp");
    const reviewed = await preview(2);
    await landTestCommits(db.prisma, id, { from: 4, count: 2 });
    const refused = start(reviewed);
    await expect(refused).rejects.toThrow("2 more commits landed; review again.");
    await expect(refused).rejects.toMatchObject({ code: "conflict", details: { trunkHead: testSha(5) } });
    expect(await db.prisma.rollout.count({ where: { projectId: id } })).toBe(0);
  });

  test("is refused when the deployed revision has changed since", async () => {
    const { preview, start } = await createTrunk("moved", "ppp");
    const reviewed = await preview(3);
    const other = await start(await preview(1));
    await db.prisma.rollout.update({ where: { id: other.id }, data: { state: "succeeded" } });
    await expect(start(reviewed)).rejects.toThrow("Another rollout has ended: 0001000 is live now; review again.");
  });

  test("is refused when the trunk was rewritten since", async () => {
    const { id, preview, start } = await createTrunk("rewritten", "ppp");
    const reviewed = await preview(1);
    await orphanCommits(db.prisma, id, [testSha(3)]);
    await expect(start(reviewed)).rejects.toThrow("The trunk has changed; review again.");
  });

  test("needs a reason when the automation would not do it, and none when it would", async () => {
    const { id, preview } = await createTrunk("reasons", "pfp");
    const start = async (to: number) => {
      const { fromRevision, toRevision, trunkHead } = await preview(to);
      return startRollout(ctx, { projectId: id, target: { fromRevision, toRevision, trunkHead } });
    };
    await expect(start(2)).rejects.toMatchObject({
      code: "bad-request",
      message: expect.stringMatching(/^Give a reason/),
    });
    await expect(start(3)).rejects.toThrow(/it takes 1 commit now/);
    expect(await start(1)).toMatchObject({ kind: "forward", commitCount: 1 });
  });

  test("of two people at once one starts it, and the other is told what is in the way", async () => {
    const { id, preview, start } = await createTrunk("two", "ppp");
    const reviewed = await preview(2);
    const settled = await Promise.allSettled([start(reviewed), start(reviewed)]);
    expect(settled.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = settled.find((each) => each.status === "rejected");
    expect(String(refused?.reason)).toMatch(/Rollout #1 is about to start|live or on its way/);
    expect(await db.prisma.rollout.count({ where: { projectId: id } })).toBe(1);
  });
});

test("a suggestion that was shown is started as it was shown, or not at all", async () => {
  const { id: projectId } = await createTrunk("suggested", "pp");
  const startShown = (suggested: number) => startRollout(ctx, { projectId, suggested: testSha(suggested) });
  await expect(startShown(2)).rejects.toMatchObject({ code: "conflict", message: expect.stringMatching(/Look again/) });
  expect(await startShown(1)).toMatchObject({ toRevision: testSha(1), commitCount: 1 });
});

test("the backlog is offered when the selection is blocked, and not when the automation gets there", async () => {
  const blocked = await createTrunk("offer", "fffpp");
  expect((await blocked.now()).backlogOffer).toEqual({
    text: "Blocked: none of the first 3 commits has passed tests, a person decides",
    toRevision: testSha(5),
    commitCount: 5,
  });
  expect((await (await createTrunk("no-offer", "pp")).now()).backlogOffer).toBeNull();
});

test("the queue tells when each commit should be live, and why the others wait", async () => {
  const { project, now } = await createTrunk("foreseen", "pfpr");
  const { rollouts, waiting, computedAt } = await readForecast(db.prisma, await project());
  expect(rollouts).toMatchObject([
    { place: 1, shas: [testSha(1)], startsAt: computedAt, assumes: "if a person starts it" },
    { place: 2, shas: [testSha(2), testSha(3)] },
  ]);
  expect(waiting).toEqual([{ sha: testSha(4), code: "tests-running", text: "Tests are running" }]);
  const { queue: rows } = await now();
  expect(rows.map(({ forecast }) => forecast?.rollout ?? null)).toEqual([1, 2, 2, null]);
  const stopped = await createTrunk("unforeseen", "pp");
  await haltAutomation(ctx, { projectId: stopped.id, reason });
  expect((await stopped.now()).queue.map(({ forecast }) => forecast)).toEqual([null, null]);
});

test("what was accepted and waits for a freeze to end goes before everything that is foreseen", async () => {
  const { id, project, preview, start } = await createTrunk("foreseen-frozen", "pp");
  await start(await preview(1));
  await freezeProject(ctx, { projectId: id, reason, seconds: 3600 });
  const { expiresAt } = await db.prisma.freeze.findFirstOrThrow({ where: { projectId: id } });
  const { rollouts } = await readForecast(db.prisma, await project());
  expect(rollouts).toMatchObject([
    { shas: [testSha(2)], startsAt: new Date(expiresAt.getTime() + selection.rolloutTime * 1000).toISOString() },
  ]);
});
