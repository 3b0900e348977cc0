import { afterAll, expect, test, vi } from "vitest";
import { beatWorker, stopWorker } from "@/lib/db/workers";
import { createJobQueue, laneQueueName } from "@/lib/queue/job-queue";
import { openWorker } from "@/lib/queue/queue-backend";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import type { WorkerContext } from "../context";
import { carryShard } from "./carry-shard";

const db = await createTestDatabase();
const job = { rolloutId: 1, stageId: 7, shard: 1, offers: 0 };

const queue = createJobQueue({ databaseUrl: db.url }, () => {});
const seen: unknown[] = [];
const fleetLane = openWorker(
  laneQueueName("fleet"),
  { databaseUrl: db.url },
  {
    concurrency: 1,
    run: async ({ data }) => void seen.push(data),
  },
);
afterAll(() => Promise.all([queue.close(), fleetLane.close()]));

const ctx = (inHand: number) =>
  ({ db, queue, shardsInHand: new Map(inHand > 0 ? [[job.stageId, inHand]] : []) }) as unknown as WorkerContext;

async function letWorkersLive(...ids: string[]) {
  await db.prisma.workerProcess.deleteMany();
  for (const id of ids) await beatWorker(db.prisma, { id, hostname: "here", pid: 1, gapSeconds: 15 });
}

test("the first job of a stage is carried, and counted until it is put down", async () => {
  await letWorkersLive("a", "b");
  const context = ctx(0);
  const putDown = await carryShard(context, job, 2);
  expect(context.shardsInHand.get(job.stageId)).toBe(1);
  putDown?.();
  expect(context.shardsInHand.size).toBe(0);
});

test("a second one goes back for the worker that has none", async () => {
  await letWorkersLive("a", "b");
  expect(await carryShard(ctx(1), job, 2)).toBeNull();
  await vi.waitFor(() => expect(seen).toEqual([{ ...job, offers: 1 }]), inTime);
});

test("more jobs than workers: each worker carries its fair share", async () => {
  await letWorkersLive("a", "b");
  expect(await carryShard(ctx(1), job, 4)).not.toBeNull();
  expect(await carryShard(ctx(2), job, 4)).toBeNull();
});

test("a worker that is alone carries all of them", async () => {
  await letWorkersLive("a", "b");
  await stopWorker(db.prisma, "b");
  expect(await carryShard(ctx(1), job, 2)).not.toBeNull();
});

test("what nobody else takes is carried in the end", async () => {
  await letWorkersLive("a", "b");
  expect(await carryShard(ctx(1), { ...job, offers: 10 }, 2)).not.toBeNull();
});
