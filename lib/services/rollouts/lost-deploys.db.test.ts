import { expect, test, vi } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline, type Pipeline } from "@/lib/testing/pipeline";

const db = await createTestDatabase({ poolSize: 10 });

const deploysOf = (pipeline: Pipeline, host: string) =>
  db.prisma.hostDeploy.findMany({
    where: { rollout: { projectId: pipeline.projectId }, host: { name: host } },
    orderBy: { attempt: "asc" },
  });

async function waitForState(pipeline: Pipeline, state: string) {
  await vi.waitFor(async () => {
    const rollout = await db.prisma.rollout.findFirst({ where: { projectId: pipeline.projectId } });
    expect(rollout?.state).toBe(state);
  }, inTime);
}

test("a deploy that failed while nobody listened is repeated once, since its output had nowhere to go", async () => {
  const pipeline = await createPipeline(db);
  pipeline.fleet.host("web-3").behave({ does: "lose", leaves: "failed" }, { does: "succeed" });
  await pipeline.startWorker();
  await pipeline.landPassed("A change");
  await waitForState(pipeline, "succeeded");
  expect((await deploysOf(pipeline, "web-3")).map((deploy) => deploy.state)).toEqual(["failed", "succeeded"]);
});

test("a host still at work after its worker was lost is asked without end, and stopped when its time is up", async () => {
  const pipeline = await createPipeline(db);
  pipeline.fleet.host("web-3").behave({ does: "lose", leaves: "running" }, { does: "succeed" });
  await pipeline.startWorker();
  await pipeline.landPassed("A change");
  const asked = async () => (await deploysOf(pipeline, "web-3"))[0];
  await vi.waitFor(async () => {
    const deploy = await asked();
    expect([deploy?.state, deploy?.probes]).toEqual(["unknown", 0]);
    expect(deploy?.nextProbeAt).not.toBeNull();
  }, inTime);
  await db.prisma.$executeRaw`
    UPDATE "HostDeploy" SET "startedAt" = now() - interval '1 hour', "nextProbeAt" = now()
    WHERE id = ${(await asked())?.id}`;
  await waitForState(pipeline, "succeeded");
  expect((await deploysOf(pipeline, "web-3")).map((deploy) => deploy.state)).toEqual(["failed", "succeeded"]);
});

test("a host whose claim was stored but never answered, as when the database goes away, is deployed after all", async () => {
  const pipeline = await createPipeline(db);
  pipeline.fleet.host("web-1").behave({ does: "hang" });
  const worker = await pipeline.startWorker();
  await pipeline.landPassed("A change");
  await vi.waitFor(() => expect(pipeline.fleet.started).toHaveLength(1), inTime);
  const [waiting] = await deploysOf(pipeline, "web-4");
  await db.prisma.$executeRaw`
    UPDATE "HostDeploy" SET state = 'running', "workerId" = ${worker.id}, fence = 1,
      "startedAt" = now() - interval '1 minute'
    WHERE id = ${waiting?.id}`;
  pipeline.fleet.host("web-1").finish();
  await waitForState(pipeline, "succeeded");
  expect((await deploysOf(pipeline, "web-4")).map((deploy) => deploy.state)).toEqual(["failed", "succeeded"]);
  expect(pipeline.fleet.started.filter((deploy) => deploy.host === "web-4")).toHaveLength(1);
});
