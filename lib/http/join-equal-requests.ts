import type { ServiceContext } from "@/lib/services/context";

type JobQueue = ServiceContext["queue"];

/** Pause between two requests for the same job; the worker that does it looks at everything there is. */
const pauseMs = 100;

/**
 * A queue that asks once for what a burst of requests asks for many times. While a request with a key is under way, and
 * for a moment after it, all that come are one further request: it may have been taken before they stored their wish.
 */
export function joinEqualRequests(queue: JobQueue): JobQueue {
  const running = new Map<string, Promise<void>>();
  const waiting = new Map<string, Promise<void>>();

  const run = (key: string, ask: () => Promise<void>): Promise<void> => {
    const asked = ask();
    const quiet = asked
      .catch(() => {})
      .then(() => new Promise<void>((resolve) => setTimeout(resolve, pauseMs).unref()));
    running.set(key, quiet);
    quiet.then(() => {
      if (running.get(key) === quiet) running.delete(key);
    });
    return asked;
  };
  return {
    enqueue(name, payload, options = {}) {
      const ask = () => queue.enqueue(name, payload, options);
      if (options.key === undefined) return ask();
      const key = `${name} ${options.key}`;
      const current = running.get(key);
      if (current === undefined) return run(key, ask);
      const next =
        waiting.get(key) ??
        current.then(() => {
          waiting.delete(key);
          return run(key, ask);
        });
      waiting.set(key, next);
      return next;
    },
    close: () => queue.close(),
  };
}
