import { describe, expect, test, vi } from "vitest";
import { planningRoutes } from "@/lib/contracts/api-planning";
import { nowViewSchema } from "@/lib/contracts/views";
import { acquireLease } from "@/lib/db/leases";
import { findProject } from "@/lib/db/projects";
import { listFreezes } from "@/lib/queries/list-freezes";
import { readNowView } from "@/lib/queries/read-now-view";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline, type Pipeline, quickPolicy } from "@/lib/testing/pipeline";
import { createTestProject, startTestRollout } from "@/lib/testing/project";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { applyRolloutEvent } from "../rollouts/apply-rollout-event";
import { loadSnapshot } from "../rollouts/load-snapshot";
import { startRollout } from "../rollouts/start-rollout";
import { freezeAndAbort } from "./freeze-and-abort";
import { freezeProject } from "./freeze-project";
import { liftFreeze } from "./lift-freeze";

const db = await createTestDatabase({ poolSize: 10 });

const reason = "the database moves";

function waitForRollout({ projectId }: Pipeline, wanted: { number: number; state: string }) {
  return vi.waitFor(async () => {
    const rollout = await db.prisma.rollout.findFirst({ where: { projectId }, orderBy: { number: "desc" } });
    expect(rollout).toMatchObject(wanted);
  }, inTime);
}

async function readView({ projectId }: Pipeline) {
  const project = (await findProject(db.prisma, projectId))!;
  return nowViewSchema.parse(await readNowView(db.prisma, project));
}

describe("a freeze", () => {
  test("lets a running rollout go on and no other start; when it expires the next one starts by itself", async () => {
    const pipeline = await createPipeline(db, { policy: quickPolicy() });
    const { projectId } = pipeline;
    pipeline.fleet.host("web-1").behave({ does: "hang" }, { does: "succeed" });
    await pipeline.startWorker();
    await pipeline.landPassed("Before");
    await vi.waitFor(() => expect(pipeline.fleet.started).toHaveLength(1), inTime);
    await freezeProject(pipeline.ctx, { projectId, reason, seconds: 3600 });
    pipeline.fleet.host("web-1").finish();
    await waitForRollout(pipeline, { number: 1, state: "succeeded" });

    const sha = await pipeline.landPassed("During");
    await vi.waitFor(async () => {
      const { next, automation } = await readView(pipeline);
      expect(next).toMatchObject({ nextCommit: sha, blockedBy: "not-frozen" });
      expect(next.sentence).toMatch(new RegExp(`^Would deploy ${sha.slice(0, 7)} but frozen until .* by ana`));
      expect(automation.freeze).toMatchObject({ reason, by: "ana" });
    }, inTime);
    await waitForRollout(pipeline, { number: 1, state: "succeeded" });
    await db.prisma.freeze.updateMany({ where: { projectId }, data: { expiresAt: new Date() } });
    await waitForRollout(pipeline, { number: 2, state: "succeeded" });
  });

  test("binds people too, until it is lifted", async () => {
    const pipeline = await createPipeline(db, { policy: quickPolicy({ automation: "suggest" }) });
    const { projectId, ctx } = pipeline;
    await pipeline.startWorker();
    await pipeline.landPassed("A change");
    await vi.waitFor(async () => expect((await readView(pipeline)).next.action).toBe("deploy"), inTime);
    await freezeProject(ctx, { projectId, reason, seconds: 3600 });
    await expect(startRollout(ctx, { projectId })).rejects.toThrow(/^Frozen until .* by ana: the database moves/);
    await liftFreeze(ctx, { projectId, reason: "it has moved" });
    await startRollout(ctx, { projectId });
    await waitForRollout(pipeline, { number: 1, state: "succeeded" });
    await expect(liftFreeze(ctx, { projectId, reason: "it has moved" })).rejects.toThrow(/No freeze is in force/);
  });

  test("replaces the one in force; both stay on record with who ended them", async () => {
    const pipeline = await createPipeline(db, { policy: quickPolicy({ automation: "suggest" }) });
    const { projectId, ctx } = pipeline;
    await freezeProject(ctx, { projectId, reason: "first reason", seconds: 3600 });
    await freezeProject(
      { ...ctx, actor: { kind: "user", name: "bo" } },
      { projectId, reason: "second reason", seconds: 60 },
    );
    const { automation } = await readView(pipeline);
    expect(automation.freeze).toMatchObject({ reason: "second reason", by: "bo" });
    const { freezes } = planningRoutes.listFreezes.reply.parse(await listFreezes(db.prisma, { projectId, limit: 10 }));
    expect(freezes).toMatchObject([
      { reason: "second reason", by: "bo", lifted: null },
      { reason: "first reason", by: "ana", lifted: { by: "bo" } },
    ]);
    const events = await db.prisma.projectEvent.findMany({ where: { projectId, event: "frozen" } });
    expect(events).toHaveLength(2);
  });
});

test("a rollout that is only accepted waits for the end of a freeze", async () => {
  const pipeline = await createPipeline(db, { policy: quickPolicy() });
  const { projectId, ctx } = pipeline;
  const worker = await pipeline.startWorker();
  await pipeline.landPassed("A change");
  await waitForRollout(pipeline, { number: 1, state: "succeeded" });
  await worker.stop();
  await db.prisma.rollout.updateMany({
    where: { projectId },
    data: { state: "pending", startedAt: null, endedAt: null },
  });
  await db.prisma.hostDeploy.updateMany({ where: { rollout: { projectId } }, data: { state: "skipped" } });
  await freezeProject(ctx, { projectId, reason, seconds: 3600 });
  const looks = async () => (await db.prisma.rollout.findFirstOrThrow({ where: { projectId } })).leaseEpoch;
  const before = await looks();
  await pipeline.startWorker();
  await vi.waitFor(async () => expect(await looks()).toBeGreaterThan(before + 1), inTime);
  await waitForRollout(pipeline, { number: 1, state: "pending" });
});

test("a start that was decided before a freeze does not happen after it", async () => {
  const ctx = createWorkerContext(db);
  const project = await createTestProject(db, "late-freeze", { commits: 1 });
  const { id } = await startTestRollout(db.prisma, project, { stages: [{ name: "canary", hostIds: [] }] });
  const epoch = (await acquireLease(db.prisma, id, "a worker")) ?? 0;
  const decided = await loadSnapshot(db.prisma, id);
  const begin = () => applyRolloutEvent(ctx, decided!, { event: "started", reason: null, epoch });
  await freezeProject(ctx, { projectId: project.id, reason, seconds: 3600 });
  expect(await begin()).toBe(false);
  await liftFreeze(ctx, { projectId: project.id, reason });
  expect(await begin()).toBe(true);
});

test("with an abort the rollout that runs stops at once, and nothing follows it", async () => {
  const pipeline = await createPipeline(db, { policy: quickPolicy() });
  const { projectId } = pipeline;
  pipeline.fleet.host("web-1").behave({ does: "hang" });
  await pipeline.startWorker();
  await pipeline.landPassed("A change");
  await vi.waitFor(() => expect(pipeline.fleet.started).toHaveLength(1), inTime);
  const { id: rolloutId } = await db.prisma.rollout.findFirstOrThrow({ where: { projectId } });
  await freezeAndAbort(pipeline.ctx, { projectId, reason, seconds: 3600, rolloutId });
  await waitForRollout(pipeline, { number: 1, state: "aborted" });
  expect(pipeline.fleet.started).toHaveLength(1);
  expect((await readView(pipeline)).automation.freeze).toMatchObject({ reason, by: "ana" });
  // Somebody was quicker, or it ended by itself: the freeze counts all the same.
  await freezeAndAbort(pipeline.ctx, { projectId, reason: "it moves on", seconds: 3600, rolloutId });
  expect((await readView(pipeline)).automation.freeze).toMatchObject({ reason: "it moves on" });
});
