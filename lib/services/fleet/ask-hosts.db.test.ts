import { expect, test, vi } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline, type Pipeline, quickPolicy } from "@/lib/testing/pipeline";

const db = await createTestDatabase({ poolSize: 10 });

function readHosts({ projectId }: Pipeline) {
  return db.prisma.host.findMany({ where: { projectId }, orderBy: { place: "asc" } });
}

async function waitForAnswers(pipeline: Pipeline, wanted: object[]) {
  await vi.waitFor(async () => expect(await readHosts(pipeline)).toMatchObject(wanted), inTime);
}

const askAgain = ({ projectId }: Pipeline) =>
  db.prisma.project.update({ where: { id: projectId }, data: { hostsAskedAt: null } });

test("an unreachable canary keeps rollouts from starting until it answers", async () => {
  const pipeline = await createPipeline(db, { policy: quickPolicy() });
  const { projectId } = pipeline;
  pipeline.fleet.host("web-1").unreachable = "Connecting to web-1 was refused.";
  await pipeline.startWorker();
  await waitForAnswers(pipeline, [
    { arm: "canary", unreachableReason: "Connecting to web-1 was refused.", reachedAt: null },
    { arm: "control", unreachableSince: null, reachedAt: expect.any(Date) },
    { arm: "control" },
    { arm: "control" },
  ]);
  const sha = await pipeline.landPassed("A change");
  await vi.waitFor(async () => {
    const decision = await db.prisma.decision.findFirstOrThrow({ where: { projectId }, orderBy: { id: "desc" } });
    expect(decision).toMatchObject({
      action: "deploy",
      sentence: expect.stringMatching(/but: Canary web-1 cannot be reached since .*: Connecting to web-1 was refused$/),
    });
  }, inTime);
  expect(await db.prisma.rollout.count({ where: { projectId } })).toBe(0);

  pipeline.fleet.host("web-1").unreachable = null;
  await askAgain(pipeline);
  await vi.waitFor(async () => {
    expect(await db.prisma.rollout.findFirst({ where: { projectId } })).toMatchObject({
      toRevision: sha,
      state: "succeeded",
    });
  }, inTime);
});

test("a host that stays away keeps the time it was lost; hosts that are not needed are not asked", async () => {
  const pipeline = await createPipeline(db, { hosts: 7, policy: quickPolicy({ automation: "suggest" }) });
  pipeline.fleet.host("web-2").unreachable = "gone";
  await pipeline.startWorker();
  await vi.waitFor(async () => expect((await readHosts(pipeline))[1]?.unreachableSince).not.toBeNull(), inTime);
  const before = await readHosts(pipeline);
  expect(before.map((host) => host.arm)).toEqual(["canary", "control", "control", "control", null, null, null]);
  pipeline.fleet.host("web-2").unreachable = "still gone";
  await askAgain(pipeline);
  await vi.waitFor(async () => expect((await readHosts(pipeline))[1]?.unreachableReason).toBe("still gone"), inTime);
  expect((await readHosts(pipeline))[1]?.unreachableSince).toEqual(before[1]?.unreachableSince);
});
