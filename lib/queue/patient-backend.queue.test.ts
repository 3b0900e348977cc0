import { afterEach, expect, test, vi } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { startWire, type Wire } from "@/lib/testing/ssh/start-wire";
import { createJobQueue, laneQueueName } from "./job-queue";
import { openWorker } from "./queue-backend";

const database = await createTestDatabase();
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

/** The way to the database, which can be cut. */
async function openWay(): Promise<{ wire: Wire; databaseUrl: string }> {
  const wire = await startWire(Number(new URL(database.url).port));
  closers.push(() => wire.close());
  return { wire, databaseUrl: Object.assign(new URL(database.url), { port: `${wire.port}` }).href };
}

/** What a worker was given, and how often it has said that the queue is away. */
function work(databaseUrl: string) {
  const told = { jobs: [] as unknown[], troubles: 0 };
  const run = async (job: { data: unknown }) => void told.jobs.push(job.data);
  const worker = openWorker(laneQueueName("control"), { databaseUrl }, { concurrency: 1, run });
  worker.opened.on("error", () => {
    told.troubles += 1;
  });
  closers.unshift(worker.close);
  return told;
}

test("a queue and a worker that were opened while the database was away work once it is back", async () => {
  const { wire, databaseUrl } = await openWay();
  wire.block();
  const told = work(databaseUrl);
  const queue = createJobQueue({ databaseUrl }, () => {}, 500);
  closers.unshift(() => queue.close());
  await expect(queue.enqueue("decide", { projectId: 1 })).rejects.toMatchObject({ code: "unavailable" });
  await vi.waitFor(() => expect(told.troubles).toBeGreaterThan(0), inTime);
  wire.restore();
  await vi.waitFor(() => queue.enqueue("decide", { projectId: 2 }), inTime);
  await vi.waitFor(() => expect(told.jobs).toContainEqual({ projectId: 2 }), inTime);
});

test("a worker whose database goes away asks now and then, not without end, and goes on by itself", async () => {
  const { wire, databaseUrl } = await openWay();
  const told = work(databaseUrl);
  const queue = createJobQueue({ databaseUrl: database.url }, () => {});
  closers.unshift(() => queue.close());
  await queue.enqueue("decide", { projectId: 3 });
  await vi.waitFor(() => expect(told.jobs).toContainEqual({ projectId: 3 }), inTime);

  wire.block();
  const startedAt = performance.now();
  // Some troubles at once, then one a second; without a pause there would be thousands by now.
  await vi.waitFor(() => expect(told.troubles).toBeGreaterThanOrEqual(8), inTime);
  expect(performance.now() - startedAt).toBeGreaterThan(2_000);
  expect(told.troubles).toBeLessThan(50);
  wire.restore();
  await queue.enqueue("decide", { projectId: 4 });
  await vi.waitFor(() => expect(told.jobs).toContainEqual({ projectId: 4 }), inTime);
});
