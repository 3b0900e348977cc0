import { expect, test, vi } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { createPipeline, type Pipeline, quickPolicy, quickStages } from "@/lib/testing/pipeline";
import { extendCanary } from "./extend-canary";
import { stopCanary } from "./stop-canary";

const db = await createTestDatabase({ poolSize: 10 });

/** A worker of its own watches the canary for so many seconds; nobody asks the hosts for anything. */
async function watchFor(seconds: number): Promise<Pipeline> {
  const bake = { analysis: true, warmup: 0, for: seconds, extendTo: seconds, poll: 1 };
  const pipeline = await createPipeline(db, {
    policy: quickPolicy({
      stages: quickStages(bake),
    }),
  });
  await pipeline.startWorker();
  await pipeline.landPassed("A change");
  await waitFor(pipeline, "baking");
  return pipeline;
}

const newest = ({ projectId }: Pipeline) =>
  db.prisma.rollout.findFirstOrThrow({
    where: { projectId },
    orderBy: { number: "desc" },
    include: { stages: { orderBy: { index: "asc" } }, events: { orderBy: { id: "asc" } } },
  });

async function waitFor(pipeline: Pipeline, state: string) {
  return vi.waitFor(async () => {
    const rollout = await newest(pipeline);
    expect(rollout.state).toBe(state);
    return rollout;
  }, inTime);
}

test("a worker that would watch for an hour ends the rollout when a person stops the canary", async () => {
  const pipeline = await watchFor(3600);
  const { id } = await newest(pipeline);
  await stopCanary(pipeline.ctx, { rolloutId: id, stage: "canary" });
  const { events } = await waitFor(pipeline, "failed");
  const at = (event: string) => events.find((each) => each.event === event)?.at.getTime() ?? Number.NaN;
  expect(at("hostsIdle") - at("stageRejected")).toBeLessThan(2000);
  expect(pipeline.fleet.started.map(({ host }) => host)).toEqual(["web-1"]);
});

test("a worker that is about to end its watch goes on to the end that a person chose", async () => {
  const pipeline = await watchFor(8);
  const { id, stages } = await newest(pipeline);
  const until = (stages[0]?.bakeUntil?.getTime() ?? 0) + 3000;
  await extendCanary(pipeline.ctx, { rolloutId: id, stage: "canary", until });
  const { events } = await waitFor(pipeline, "held");
  expect(events.map(({ event }) => event)).toEqual([
    "created",
    "started",
    "stageDeployed",
    "extended",
    "verdictInconclusive",
  ]);
  const held = events.find(({ event }) => event === "verdictInconclusive");
  expect(held?.at.getTime()).toBeGreaterThanOrEqual(until);
});
