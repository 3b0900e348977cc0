import type { Queue } from "bullmq";
import { type JobName, type JobPayload, jobCatalog, type Lane } from "./job-catalog";
import { type Opened, openQueue, type QueueLocation } from "./queue-backend";

/** The one door to the queue. */
export interface JobQueue {
  /**
   * Asks for a job. `key` names equal requests: while one with the same key waits or runs, another is not added.
   * Throws when the queue cannot be reached; callers that have already stored their wish may ignore that.
   */
  enqueue<Name extends JobName>(name: Name, payload: JobPayload<Name>, options?: EnqueueOptions): Promise<void>;
  close(): Promise<void>;
}

export type EnqueueOptions = { delayMs?: number; key?: string };

export const laneQueueName = (lane: Lane) => `sauron-${lane}`;

export function createJobQueue(location: QueueLocation, onError: (error: Error) => void): JobQueue {
  const lanes = new Map<Lane, Opened<Queue>>();

  const openLane = (lane: Lane): Queue => {
    const known = lanes.get(lane);
    if (known) return known.opened;
    const queue = openQueue(laneQueueName(lane), location);
    queue.opened.on("error", onError);
    lanes.set(lane, queue);
    return queue.opened;
  };

  return {
    async enqueue(name, payload, options = {}) {
      const entry = jobCatalog[name];
      const data = entry.payload.parse(payload);
      await openLane(entry.lane).add(name, data, {
        // Finished jobs say nothing the rows do not: none is kept.
        removeOnComplete: true,
        removeOnFail: true,
        attempts: 1,
        ...(options.delayMs ? { delay: options.delayMs } : {}),
        ...(options.key ? { jobId: `${name}-${options.key}` } : {}),
      });
    },
    async close() {
      await Promise.all([...lanes.values()].map((queue) => queue.close()));
    },
  };
}
