import { SauronError } from "@/lib/errors";
import type { Logger } from "@/lib/logger";
import type { ServiceContext } from "@/lib/services/context";

type JobQueue = ServiceContext["queue"];

/**
 * A queue for requests that have stored what was wanted before they wake a worker. While the queue is away the request
 * has still done its work, and the reconcile schedule finds it within seconds: that is logged, not answered as failure.
 * Only looking at the repository stores nothing, so that the asker must hear it.
 */
export function forgiveAwayQueue(queue: JobQueue, logger: Logger): JobQueue {
  return {
    async enqueue(name, payload, options) {
      try {
        await queue.enqueue(name, payload, options);
      } catch (error) {
        if (name === "fetch-trunk") {
          throw new SauronError("unavailable", "The job queue does not answer just now; try again in a moment.", {
            cause: error,
          });
        }
        logger.warn({ err: error, job: name }, "the queue is away, a worker finds the work by looking");
      }
    },
    close: () => queue.close(),
  };
}
