import { randomUUID } from "node:crypto";
import { afterEach, describe, expect, test, vi } from "vitest";
import { createTestDatabase } from "@/lib/testing/database";
import { inTime } from "@/lib/testing/in-time";
import { startTestRedis } from "@/lib/testing/redis-server";
import { createJobQueue, type JobQueue, laneQueueName } from "./job-queue";
import { openWorker, type QueueLocation } from "./queue-backend";

const database = await createTestDatabase();
const redis = await startTestRedis();

const backends: [name: string, location: QueueLocation][] = [
  ["PostgreSQL", { databaseUrl: database.url }],
  ["Redis", { redisUrl: redis.url }],
];

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function openTestQueue(location: QueueLocation): JobQueue {
  const queue = createJobQueue(location, () => {});
  closers.push(() => queue.close());
  return queue;
}

/** A worker of the control lane that notes what it is given. */
function openTestWorker(location: QueueLocation, run: (data: unknown) => Promise<void> = async () => {}) {
  const seen: unknown[] = [];
  const worker = openWorker(laneQueueName("control"), location, {
    concurrency: 4,
    run: async (job) => {
      seen.push(job.data);
      await run(job.data);
    },
  });
  worker.opened.on("error", () => {});
  closers.push(worker.close);
  return seen;
}

const id = () => Number.parseInt(randomUUID().slice(0, 6), 16) + 1;

describe.each(backends)("the queue on %s", (_name, location) => {
  test("a job reaches a worker with its payload", async () => {
    const payload = { projectId: id() };
    const seen = openTestWorker(location);
    await openTestQueue(location).enqueue("decide", payload);
    await vi.waitFor(() => expect(seen).toContainEqual(payload), inTime);
  });

  test("a job that failed is not done again, and the next one is done", async () => {
    const [first, second] = [{ projectId: id() }, { projectId: id() }];
    const seen = openTestWorker(location, async (data) => {
      if ((data as typeof first).projectId === first.projectId) throw new Error("this one fails");
    });
    const queue = openTestQueue(location);
    await queue.enqueue("decide", first);
    await queue.enqueue("decide", second);
    await vi.waitFor(() => expect(seen).toContainEqual(second), inTime);
    expect(seen.filter((data) => (data as typeof first).projectId === first.projectId)).toHaveLength(1);
  });

  test("equal requests are done once while one waits, and again after it is done", async () => {
    const payload = { projectId: id() };
    const queue = openTestQueue(location);
    const key = `${payload.projectId}`;
    for (let i = 0; i < 3; i++) await queue.enqueue("decide", payload, { key });
    const seen = openTestWorker(location);
    await vi.waitFor(() => expect(seen).toContainEqual(payload), inTime);
    const marker = { projectId: id() };
    await queue.enqueue("decide", marker);
    await vi.waitFor(() => expect(seen).toContainEqual(marker), inTime);
    expect(seen.filter((data) => (data as typeof payload).projectId === payload.projectId)).toHaveLength(1);
    const timesDone = () => seen.filter((data) => (data as typeof payload).projectId === payload.projectId).length;
    await vi.waitFor(async () => {
      await queue.enqueue("decide", payload, { key });
      expect(timesDone()).toBeGreaterThan(1);
    }, inTime);
  });

  test("a delayed job waits its time", async () => {
    const payload = { projectId: id() };
    const seen = openTestWorker(location);
    const asked = Date.now();
    await openTestQueue(location).enqueue("decide", payload, { delayMs: 400 });
    await vi.waitFor(() => expect(seen).toContainEqual(payload), inTime);
    expect(Date.now() - asked).toBeGreaterThanOrEqual(390);
  });

  test("a payload that is not in the catalog is refused before it is stored", async () => {
    const queue = openTestQueue(location);
    await expect(queue.enqueue("decide", { projectId: -1 })).rejects.toThrow();
    await expect(queue.enqueue("decide", { projectId: 1, more: true } as never)).rejects.toThrow();
  });
});

describe("Redis comes back", () => {
  test("jobs flow again after a restart that lost everything", async () => {
    const location = { redisUrl: redis.url };
    const seen = openTestWorker(location);
    const queue = openTestQueue(location);
    const before = { projectId: id() };
    await queue.enqueue("decide", before);
    await vi.waitFor(() => expect(seen).toContainEqual(before), inTime);
    await redis.restart();
    const after = { projectId: id() };
    await vi.waitFor(async () => {
      await queue.enqueue("decide", after, { key: `${after.projectId}` }).catch(() => {});
      expect(seen).toContainEqual(after);
    }, inTime);
  });
});
