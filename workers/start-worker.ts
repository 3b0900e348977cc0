import { randomUUID } from "node:crypto";
import { createDatabase, type Database } from "@/lib/db/client";
import { retryWhileUnavailable } from "@/lib/db/retry-while-unavailable";
import { stopWorker } from "@/lib/db/workers";
import type { Logger } from "@/lib/logger";
import { createJobQueue } from "@/lib/queue/job-queue";
import type { QueueLocation } from "@/lib/queue/queue-backend";
import { systemActor, type WorkerContext } from "@/lib/services/context";
import { createLogBuffer } from "@/lib/services/logs/log-buffer";
import { createAbortWatch } from "@/lib/services/rollouts/abort-watch";
import { leaveStreams } from "@/lib/services/streams/keep-streams";
import { openLanes } from "./open-lanes";
import { beat, startSchedules } from "./schedules";

export type WorkerOptions = {
  databaseUrl: string;
  queue: QueueLocation;
  logger: Logger;
  ssh: WorkerContext["ssh"];
  lines: WorkerContext["lines"];
  openMirror: WorkerContext["openMirror"];
  testDirectory: string;
  publicUrl: string | null;
  keepOutputDays: number;
};

export type RunningWorker = {
  id: string;
  /** Takes no more jobs, waits a little for those in hand, and says good-bye; takes at most five seconds. */
  stop(): Promise<void>;
};

/** A worker that is told to stop lets its jobs go on for so long. */
const drainMs = 1500;

/** Time each part of it has to close. */
const closeMs = 500;

/** Connections of one worker process to PostgreSQL. */
const poolSize = 20;

/** Starts a worker: any number of them, on any machines, share the work. */
export async function startWorker(options: WorkerOptions): Promise<RunningWorker> {
  const { logger } = options;
  const db = createDatabase(options.databaseUrl, {
    poolSize,
    onConnectionError: (error) => logger.warn({ err: error }, "lost a database connection"),
  });
  const stopping = new AbortController();
  const ctx = createContext(options, db, stopping.signal);
  // Known before it takes its first job: what an unknown worker does would count as lost.
  await retryWhileUnavailable(() => beat(ctx));
  const schedules = startSchedules(ctx);
  const lanes = openLanes(ctx, options.queue);
  logger.info({ worker: ctx.workerId, pid: process.pid }, "worker ready");
  return {
    id: ctx.workerId,
    async stop() {
      stopping.abort();
      schedules.stop();
      const idle = lanes.close();
      await within(drainMs, Promise.all([idle, leaveStreams(ctx)]));
      // Commands that still run are left to their hosts; whoever takes over asks them how it went.
      await within(closeMs, Promise.all([ctx.ssh.close(), ctx.lines.close()]));
      await within(
        closeMs,
        idle.then(() => Promise.all([ctx.log.flush(), ctx.testLog.flush()])),
      );
      await within(closeMs, stopWorker(db.prisma, ctx.workerId));
      await within(closeMs, Promise.all([ctx.aborts.close(), ctx.queue.close(), db.close()]));
    },
  };
}

/** Waits for `work`, but not for longer than `ms`; a worker that stops must stop. */
async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work.catch(() => {}), enough]);
  clearTimeout(timer);
}

function createContext(options: WorkerOptions, db: Database, stopping: AbortSignal): WorkerContext {
  const { logger } = options;
  return {
    db,
    logger,
    queue: createJobQueue(options.queue, (error) => logger.warn({ err: error }, "the queue is away")),
    actor: systemActor,
    workerId: randomUUID(),
    stopping,
    ssh: options.ssh,
    lines: options.lines,
    openMirror: options.openMirror,
    log: createLogBuffer(db, logger, "rollout"),
    testLog: createLogBuffer(db, logger, "test-run"),
    aborts: createAbortWatch(db, options.databaseUrl, logger),
    inHand: new Set(),
    testsInHand: new Set(),
    testDirectory: options.testDirectory,
    publicUrl: options.publicUrl,
    keepOutputDays: options.keepOutputDays,
    shardsInHand: new Map(),
    streamsInHand: new Map(),
  };
}
