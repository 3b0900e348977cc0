import type { Queue } from "bullmq";
import { SauronError } from "@/lib/errors";
import { type JobName, type JobPayload, jobCatalog, type Lane } from "./job-catalog";
import { type Opened, openQueue, type QueueLocation } from "./queue-backend";

/** The one door to the queue. */
export interface JobQueue {
  /**
   * Asks for a job. `key` names equal requests: while one with the same key waits or runs, another is not added.
   * Throws when the queue does not answer in time; callers that have already stored their wish may ignore that.
   */
  enqueue<Name extends JobName>(name: Name, payload: JobPayload<Name>, options?: EnqueueOptions): Promise<void>;
  close(): Promise<void>;
}

export type EnqueueOptions = { delayMs?: number; key?: string };

/** BullMQ itself waits for a queue that is away for as long as it takes; nobody who asks for a job may. */
const usualPatienceMs = 3000;

export const laneQueueName = (lane: Lane) => `sauron-${lane}`;

export function createJobQueue(
  location: QueueLocation,
  onError: (error: Error) => void,
  patienceMs = usualPatienceMs,
): JobQueue {
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
      const added = openLane(entry.lane).add(name, data, {
        // Finished jobs say nothing the rows do not: none is kept.
        removeOnComplete: true,
        removeOnFail: true,
        attempts: 1,
        ...(options.delayMs ? { delay: options.delayMs } : {}),
        ...(options.key ? { jobId: `${name}-${options.key}` } : {}),
      });
      await answerInTime(added, patienceMs);
    },
    async close() {
      await Promise.all([...lanes.values()].map((queue) => queue.close()));
    },
  };
}

async function answerInTime(added: Promise<unknown>, patienceMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SauronError("unavailable", "The queue does not answer.")), patienceMs);
  });
  try {
    await Promise.race([added, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
