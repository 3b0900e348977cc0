import { describe, expect, test } from "vitest";
import { claimHostDeploys } from "@/lib/db/host-deploys";
import { loadBacklog } from "@/lib/queries/load-backlog";
import { readRolloutSummary } from "@/lib/queries/read-rollout-summary";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout, testSha } from "@/lib/testing/project";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { abortRollout } from "./abort-rollout";
import { advanceRollout } from "./advance-rollout";

const db = await createTestDatabase({ poolSize: 16 });

const three = [
  { name: "canary", hosts: { count: 1 }, concurrency: 1 },
  { name: "eu", hosts: { count: 1 }, concurrency: 1 },
  { name: "fleet", hosts: "rest" as const, concurrency: 4 },
];

async function createThreeStages(slug: string) {
  const project = await createTestProject(db, slug, {
    hosts: 4,
    commits: 4,
    policy: { stages: three, pipelining: true },
  });
  const hosts = await db.prisma.host.findMany({ where: { projectId: project.id }, orderBy: { place: "asc" } });
  const ids = hosts.map((host) => host.id);
  const stages = [ids.slice(0, 1), ids.slice(1, 2), ids.slice(2)];
  const start = (number: number) =>
    startTestRollout(db.prisma, project, {
      toRevision: testSha(number),
      stages: three.map(({ name }, index) => ({ name, hostIds: stages[index] ?? [] })),
    });
  return { project, start };
}

const listInFlight = (projectId: number) =>
  db.prisma.rollout.findMany({
    where: { projectId, state: { notIn: ["succeeded", "failed", "aborted", "discarded"] } },
    orderBy: { number: "asc" },
  });

describe("a rollout behind another", () => {
  const claim = { workerId: "w", limit: 4, concurrency: 4, allowedFailures: 0, allowedStageFailures: null };

  /** A worker looks at it and takes the hosts of its stage. */
  async function work(ctx: ReturnType<typeof createWorkerContext>, rolloutId: number) {
    await advanceRollout(ctx, rolloutId);
    for (const { id, startedAt } of await db.prisma.stage.findMany({ where: { rolloutId } })) {
      if (startedAt) await claimHostDeploys(db.prisma, { ...claim, rolloutId, stageId: id });
    }
    return db.prisma.rollout.findUniqueOrThrow({ where: { id: rolloutId } });
  }

  const finishHosts = (rolloutId: number) =>
    db.prisma.hostDeploy.updateMany({ where: { rolloutId, state: "running" }, data: { state: "succeeded" } });

  /** The first is at work in the second stage, the second has deployed the first stage behind it. */
  async function startTwo(slug: string) {
    const { project, start } = await createThreeStages(slug);
    const ctx = { ...createWorkerContext(db), actor: { kind: "user" as const, name: "ana" } };
    const first = await start(1);
    await work(ctx, first.id);
    await finishHosts(first.id);
    expect(await work(ctx, first.id)).toMatchObject({ state: "deploying", slot: 1, stageIndex: 1 });
    expect(ctx.asked.map(({ name }) => name)).toContain("decide");
    const second = await start(2);
    await work(ctx, second.id);
    await finishHosts(second.id);
    expect(await work(ctx, second.id)).toMatchObject({ state: "baking", slot: 0, stageIndex: 0 });
    return { project, ctx, first, second, start };
  }

  test("says what it waits for once its own stage is done", async () => {
    const { project, first, second } = await startTwo("says");
    const summary = await readRolloutSummary(db.prisma, project, second.number);
    expect(summary.sentence).toBe(`Canary passed; waits for #${first.number} to leave eu.`);
    expect(summary.stages.map((stage) => stage.state)).toEqual(["passed", "waiting", "waiting"]);
  });

  test("counts as watched until a verdict was given after its time was over", async () => {
    const { project, ctx, first, second } = await startTwo("judged");
    const { policy } = await db.prisma.rollout.findUniqueOrThrow({ where: { id: second.id } });
    const { stages, ...rest } = policy as { stages: object[] };
    const bake = { analysis: true, warmup: 0, for: 60, extendTo: 60, poll: 10 };
    const watched = { ...rest, stages: [{ ...stages[0], bake }, ...stages.slice(1)] };
    await db.prisma.rollout.update({ where: { id: second.id }, data: { policy: watched } });
    const at = { rolloutId_index: { rolloutId: second.id, index: 0 } };
    const bakeUntil = new Date(Date.now() - 60_000);
    const deployedAt = new Date(Date.now() - 120_000);
    const judge = (word: string, verdictAt: number) =>
      db.prisma.stage.update({
        where: at,
        data: { deployedAt, bakeUntil, verdict: { verdict: word, at: new Date(verdictAt).toISOString(), why: "" } },
      });
    const read = async () => (await readRolloutSummary(db.prisma, project, second.number)).sentence;

    await judge("pass", bakeUntil.getTime() - 1000);
    expect(await read()).toBe("Watching canary before going on.");
    await judge("fail", bakeUntil.getTime() + 1000);
    expect(await read()).toBe("Watching canary before going on.");
    await judge("pass", bakeUntil.getTime() + 1000);
    expect(await read()).toBe(`Canary passed; waits for #${first.number} to leave eu.`);

    ctx.asked.length = 0;
    expect(await work(ctx, second.id)).toMatchObject({ state: "baking" });
    expect(ctx.asked).toEqual([]);
  });

  test("enters a stage once the one ahead has left it, which wakes it", async () => {
    const { project, ctx, first, second } = await startTwo("follows");
    expect((await loadBacklog(db.prisma, project)).liveRevision).toBe(testSha(2));
    ctx.asked.length = 0;
    await finishHosts(first.id);
    expect(await work(ctx, first.id)).toMatchObject({ state: "deploying", slot: 2 });
    expect(ctx.asked).toContainEqual({ name: "advance-rollout", payload: { rolloutId: second.id } });
    expect(await work(ctx, second.id)).toMatchObject({ state: "deploying", slot: 1 });
  });

  test("fails with the one ahead of the one ahead of it, for that reason", async () => {
    const { ctx, first, second, start } = await startTwo("chain");
    await finishHosts(first.id);
    await work(ctx, first.id);
    await work(ctx, second.id);
    const third = await start(3);
    expect(await work(ctx, third.id)).toMatchObject({ state: "deploying", slot: 0 });
    await db.prisma.hostDeploy.updateMany({
      where: { rolloutId: first.id, state: "running" },
      data: { state: "failed" },
    });
    await work(ctx, first.id);
    const because = "Rollout #1, ahead of this one, failed: 2 of 4 hosts failed to deploy; the limit is 1 %.";
    for (const { id } of [third, second]) {
      await finishHosts(id);
      expect(await work(ctx, id)).toMatchObject({ state: "failed", failureReason: because });
      const idle = await db.prisma.hostDeploy.count({ where: { rolloutId: id, state: "skipped" } });
      expect(idle).toBe(id === third.id ? 3 : 2);
    }
  });

  test("fails with the one ahead, and leaves its hosts idle", async () => {
    const { ctx, first, second } = await startTwo("fails");
    await abortRollout(ctx, { rolloutId: first.id });
    expect(await work(ctx, first.id)).toMatchObject({ state: "aborting" });
    expect(await work(ctx, second.id)).toMatchObject({
      state: "failed",
      failureReason: "Rollout #1, ahead of this one, was aborted.",
    });
    const deploys = await db.prisma.hostDeploy.findMany({ where: { rolloutId: second.id }, orderBy: { id: "asc" } });
    expect(deploys.map((deploy) => deploy.state)).toEqual(["succeeded", "skipped", "skipped", "skipped"]);
  });
});

describe("one more try of a host", () => {
  test("queued in the moment in which a later rollout took the host ends, so that nobody waits for it", async () => {
    const { start } = await createThreeStages("overtaken");
    const first = await start(1);
    await db.prisma.rollout.update({ where: { id: first.id }, data: { state: "deploying", slot: 1, stageIndex: 1 } });
    const second = await start(2);
    await db.prisma.rollout.update({ where: { id: second.id }, data: { state: "deploying" } });
    const [stage] = await db.prisma.stage.findMany({ where: { rolloutId: first.id }, orderBy: { index: "asc" } });
    const [newer] = await db.prisma.stage.findMany({ where: { rolloutId: second.id }, orderBy: { index: "asc" } });
    const stageId = stage?.id as number;
    const claim = { workerId: "w", limit: 4, concurrency: 4, allowedFailures: 1, allowedStageFailures: null };
    await db.prisma.hostDeploy.updateMany({ where: { stageId }, data: { state: "failed" } });
    await claimHostDeploys(db.prisma, { ...claim, rolloutId: second.id, stageId: newer?.id as number });
    const { hostId } = await db.prisma.hostDeploy.findFirstOrThrow({ where: { stageId } });
    await db.prisma.hostDeploy.create({ data: { rolloutId: first.id, stageId, hostId, attempt: 2, state: "queued" } });

    expect(await claimHostDeploys(db.prisma, { ...claim, rolloutId: first.id, stageId })).toEqual([]);
    expect(await db.prisma.hostDeploy.findFirstOrThrow({ where: { stageId, attempt: 2 } })).toMatchObject({
      state: "failed",
      reason: "A later rollout deployed this host before it could be tried again.",
    });
  });
});

describe("several workers at once", () => {
  test("never have two rollouts in a stage, nor one overtake another, nor two on a host", async () => {
    const { project, start } = await createThreeStages("interleaved");
    const ctx = createWorkerContext(db);
    let started = 0;
    const claim = async (rolloutId: number, stageId: number) =>
      claimHostDeploys(db.prisma, {
        rolloutId,
        stageId,
        workerId: "w",
        limit: 4,
        concurrency: 4,
        allowedFailures: 0,
        allowedStageFailures: null,
      });
    const check = async () => {
      const slots = (await listInFlight(project.id)).map((rollout) => rollout.slot);
      expect(slots).toEqual([...new Set(slots)].sort((a, b) => b - a));
      const running = await db.prisma.hostDeploy.findMany({
        where: { state: "running", rollout: { projectId: project.id } },
      });
      expect(new Set(running.map((deploy) => deploy.hostId)).size).toBe(running.length);
    };
    for (let round = 0; round < 60; round++) {
      const flying = await listInFlight(project.id);
      if (started === 4 && flying.length === 0) break;
      if (started < 4 && flying.every((rollout) => rollout.slot > 0)) await start(++started);
      // Three workers look at every rollout, in another order each, and take hosts of every stage.
      await Promise.all(
        [0, 1, 2].map(async (worker) => {
          const mine = await listInFlight(project.id);
          for (const { id } of worker === 0 ? mine : mine.reverse()) {
            await advanceRollout(ctx, id);
            for (const stage of await db.prisma.stage.findMany({ where: { rolloutId: id } })) {
              if (stage.startedAt) await claim(id, stage.id);
            }
          }
        }),
      );
      await check();
      await db.prisma.hostDeploy.updateMany({
        where: { state: "running", rollout: { projectId: project.id } },
        data: { state: "succeeded" },
      });
    }
    const ended = await db.prisma.rollout.findMany({ where: { projectId: project.id } });
    expect(ended.map((rollout) => rollout.state)).toEqual(Array(4).fill("succeeded"));
  });

  test("take no host of a rollout whose predecessor is failing, and start none behind it", async () => {
    const { project, start } = await createThreeStages("behind");
    const first = await start(1);
    await db.prisma.rollout.update({ where: { id: first.id }, data: { state: "deploying", slot: 2, stageIndex: 2 } });
    await db.prisma.hostDeploy.updateMany({ where: { rolloutId: first.id }, data: { state: "succeeded" } });
    const second = await start(2);
    await db.prisma.rollout.update({ where: { id: second.id }, data: { state: "deploying" } });
    await db.prisma.rollout.update({ where: { id: first.id }, data: { state: "failing" } });
    const [stage] = await db.prisma.stage.findMany({ where: { rolloutId: second.id }, orderBy: { index: "asc" } });
    const claim = { workerId: "w", limit: 4, concurrency: 4, allowedFailures: 0, allowedStageFailures: null };
    const taken = await claimHostDeploys(db.prisma, { ...claim, rolloutId: second.id, stageId: stage?.id as number });
    expect(taken).toEqual([]);
    await db.prisma.rollout.update({ where: { id: second.id }, data: { slot: 1 } });
    await expect(start(3)).rejects.toThrow(/in the way/);
    expect(await listInFlight(project.id)).toHaveLength(2);
  });
});
