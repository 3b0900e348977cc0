import { expect, test, vi } from "vitest";
import { accessLine } from "@/lib/testing/access-line";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline, quickPolicy, quickStages } from "@/lib/testing/pipeline";
import { testProjectFile } from "@/lib/testing/project";

const db = await createTestDatabase({ poolSize: 10 });

async function waitForEnd(projectId: number, state: string) {
  return vi.waitFor(async () => {
    const rollout = await db.prisma.rollout.findFirstOrThrow({
      where: { projectId },
      orderBy: { number: "desc" },
      include: { hostDeploys: { include: { host: true } }, events: { orderBy: { id: "asc" } } },
    });
    expect(rollout.state).toBe(state);
    return rollout;
  }, inTime);
}

test("hosts are deployed in the order of their stage, and a stage ends in its own failures", async () => {
  const pipeline = await createPipeline(db, {
    hosts: 6,
    policy: quickPolicy({
      hostFailureBudget: 100,
      stages: [
        { name: "eu", hosts: { labels: { region: "eu" }, count: 2 }, order: "name", concurrency: 1 },
        { name: "fleet", hosts: "rest", concurrency: 1, hostFailureBudget: 30 },
      ],
    }),
  });
  for (const name of ["web-4", "web-5"]) pipeline.fleet.host(name).behave({ does: "fail", exitCode: 1 });
  await pipeline.startWorker();
  await pipeline.landPassed("A change");
  const rollout = await waitForEnd(pipeline.projectId, "failed");
  expect(pipeline.fleet.started.map((deploy) => deploy.host)).toEqual(["web-1", "web-3", "web-2", "web-4", "web-5"]);
  expect(rollout.failureReason).toBe("2 of 4 hosts of stage fleet failed to deploy; its limit is 30 %.");
});

test("a stage whose numbers nobody watches waits, and needs no access log", async () => {
  const bake = { analysis: false, warmup: 60, for: 1, extendTo: 60, poll: 10 };
  const pipeline = await createPipeline(db, {
    policy: quickPolicy({
      stages: quickStages(bake),
    }),
  });
  await pipeline.startWorker();
  await pipeline.landPassed("A change");
  const { events } = await waitForEnd(pipeline.projectId, "succeeded");
  const at = (event: string) => events.find((each) => each.event === event)?.at.getTime() ?? Number.NaN;
  expect(at("stagePassed") - at("stageDeployed")).toBeGreaterThanOrEqual(1000);
  expect(await db.prisma.canarySample.count()).toBe(0);
});

test("in warn mode a bad canary is told once, and the rollout goes on", async () => {
  const bake = { analysis: true, warmup: 0, for: 2, extendTo: 2, poll: 0.2 };
  const { canary } = testProjectFile("web").policy;
  const pipeline = await createPipeline(db, {
    policy: quickPolicy({
      canary: { ...canary, mode: "warn" },
      stages: quickStages(bake),
    }),
  });
  const names = ["web-1", "web-2", "web-3", "web-4"];
  const answer = () => {
    for (const name of names) {
      const isBad = name === "web-1" && pipeline.fleet.host(name).revision !== null;
      pipeline.fleet.host(name).appendLog("/var/log/access.log", accessLine({ status: isBad ? 500 : 200 }).repeat(20));
    }
  };
  const traffic = setInterval(answer, 20);
  try {
    await pipeline.startWorker();
    await pipeline.landPassed("Bad");
    const { events } = await waitForEnd(pipeline.projectId, "succeeded");
    expect(events.filter((each) => each.event === "canaryWarned").map((each) => each.reason)).toEqual([
      expect.stringMatching(/^The rollout goes on, as the mode is warn\. .*5xx/),
    ]);
  } finally {
    clearInterval(traffic);
  }
});
