import { isJobName, type Lane, laneConcurrency } from "@/lib/queue/job-catalog";
import { laneQueueName } from "@/lib/queue/job-queue";
import { openWorker, type QueueLocation } from "@/lib/queue/queue-backend";
import type { WorkerContext } from "@/lib/services/context";
import { runJob } from "./registry";

/** Takes jobs of every lane; closing waits for the jobs in hand. */
export function openLanes(ctx: WorkerContext, location: QueueLocation): { close(): Promise<void> } {
  const lanes = (Object.keys(laneConcurrency) as Lane[]).map((lane) => {
    const worker = openWorker(laneQueueName(lane), location, {
      concurrency: laneConcurrency[lane],
      run: (job) => runLogged(ctx, job),
    });
    worker.opened.on("error", (error) => ctx.logger.warn({ err: error, lane }, "the queue is away, trying again"));
    worker.opened.on("stalled", (jobId) => ctx.logger.warn({ job: jobId, lane }, "a job was left by its worker"));
    return worker;
  });
  return {
    async close() {
      await Promise.all(lanes.map((lane) => lane.close()));
    },
  };
}

/** The one wrapper around every job. A job that fails is not repeated: the reconcile schedule looks again. */
async function runLogged(ctx: WorkerContext, job: { name: string; data: unknown }): Promise<void> {
  if (!isJobName(job.name)) {
    ctx.logger.error({ job: job.name }, "a job of another version of Sauron was left alone");
    return;
  }
  const started = performance.now();
  try {
    await runJob(ctx, job.name, job.data);
    ctx.logger.debug({ job: job.name, data: job.data, ms: Math.round(performance.now() - started) }, "job done");
  } catch (error) {
    ctx.logger.error({ err: error, job: job.name, data: job.data }, "job failed");
    throw error;
  }
}
