import { Queue, Worker } from "bullmq";
import { Redis } from "ioredis";
import { queueSchema } from "@/lib/config/queue-schema";
import { createPatientBackend } from "./patient-backend";

/** Where jobs wait: Redis when the installation has one, PostgreSQL otherwise. */
export type QueueLocation = { redisUrl: string } | { databaseUrl: string };

/** Key prefix in Redis, which may serve others too. */
const redisPrefix = "sauron";

export type Opened<T> = { opened: T; close(): Promise<void> };

/** A BullMQ queue on either backend. */
export function openQueue(name: string, location: QueueLocation): Opened<Queue> {
  if ("redisUrl" in location) {
    // Fails fast while Redis is away: a caller that cannot enqueue must hear it, and the reconcile schedule looks again.
    const connection = new Redis(location.redisUrl, { maxRetriesPerRequest: 1, enableOfflineQueue: true });
    const opened = new Queue(name, { connection, prefix: redisPrefix });
    return { opened, close: () => closeWithConnection(opened, connection) };
  }
  const connection = postgresConnection(location.databaseUrl);
  const opened = new Queue(name, { connection }, createPatientBackend) as unknown as Queue;
  return { opened, close: () => opened.close() };
}

/** A BullMQ worker on either backend; `run` gets each job's name and data. */
export function openWorker(name: string, location: QueueLocation, options: WorkerChoices): Opened<Worker> {
  const run = (job: { name: string; data: unknown }) => options.run({ name: job.name, data: job.data });
  const limits = {
    concurrency: options.concurrency,
    maxStalledCount: 5,
    stalledInterval: 15_000,
    runRetryDelay: 1_000,
  };
  if ("redisUrl" in location) {
    // BullMQ demands null here: a worker waits for Redis to come back for as long as it takes.
    const connection = new Redis(location.redisUrl, { maxRetriesPerRequest: null });
    const opened = new Worker(name, run, { connection, prefix: redisPrefix, ...limits });
    return { opened, close: () => closeWithConnection(opened, connection) };
  }
  const connection = postgresConnection(location.databaseUrl);
  const opened = new Worker(name, run, { connection, ...limits }, createPatientBackend) as unknown as Worker;
  return { opened, close: () => opened.close() };
}

type WorkerChoices = { concurrency: number; run(job: { name: string; data: unknown }): Promise<void> };

async function closeWithConnection(opened: Queue | Worker, connection: Redis): Promise<void> {
  await opened.close();
  connection.disconnect();
}

function postgresConnection(connectionString: string) {
  return { connectionString, schema: queueSchema, max: 2, application_name: "sauron queue" };
}
