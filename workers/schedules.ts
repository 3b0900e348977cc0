import { hostname } from "node:os";
import { beatWorker } from "@/lib/db/workers";
import type { WorkerContext } from "@/lib/services/context";
import { giveUpForgotten } from "@/lib/services/rollouts/give-up-forgotten";
import { keepStreams } from "@/lib/services/streams/keep-streams";

/** Everything unfinished is looked at this often, by one worker of all. */
const reconcileMs = 2000;

/** A worker says that it lives this often; after three times that it counts as lost. */
const beatMs = 5000;

/** A worker looks at the streams of events this often: at its own, and at those nobody holds. */
const streamMs = 2000;

/** What has been kept long enough is dropped this often, by one worker of all. */
const forgetMs = 600_000;

/**
 * Starts what a worker does again and again. Timers of the process, not of the queue: a queue that was wiped, or is
 * away, forgets nothing.
 */
export function startSchedules(ctx: WorkerContext): { stop(): void } {
  // Workers ask in the same slot with the same key, so one of them does it.
  const slot = (ms: number) => ({ key: `${Math.floor(Date.now() / ms)}` });
  const reconcile = () => ctx.queue.enqueue("reconcile", {}, slot(reconcileMs));
  const forget = async () => {
    await ctx.queue.enqueue("forget-old-intake", {}, slot(forgetMs));
    await ctx.queue.enqueue("forget-old-output", {}, slot(forgetMs));
  };
  const timers = [
    every(ctx, reconcileMs, "reconcile", reconcile),
    every(ctx, forgetMs, "forgetting", forget),
    every(ctx, beatMs, "heartbeat", () => beat(ctx)),
    every(ctx, streamMs, "streams of events", () => keepStreams(ctx)),
    every(ctx, beatMs, "deploys in hand", () => giveUpForgotten(ctx)),
  ];
  return {
    stop() {
      for (const timer of timers) clearInterval(timer);
    },
  };
}

/** Says that this worker lives. */
export function beat(ctx: WorkerContext): Promise<void> {
  const worker = { id: ctx.workerId, hostname: hostname(), pid: process.pid, gapSeconds: (3 * beatMs) / 1000 };
  return beatWorker(ctx.db.prisma, worker);
}

function every(ctx: WorkerContext, ms: number, what: string, act: () => Promise<void>): NodeJS.Timeout {
  let acting = false;
  const tick = async () => {
    if (acting) return;
    acting = true;
    try {
      await act();
    } catch (error) {
      ctx.logger.warn({ err: error, schedule: what }, "a schedule could not run, trying again");
    } finally {
      acting = false;
    }
  };
  void tick();
  return setInterval(tick, ms);
}
