/** The requests that are being answered, for a process that wants to stop. */
export interface RequestsInFlight {
  /** Counts a request for as long as `work` lasts. */
  during<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Resolves when none is left, after `withinMs` at the latest. */
  ended(withinMs: number): Promise<void>;
}

export function countRequestsInFlight(): RequestsInFlight {
  let count = 0;
  let waiting: (() => void)[] = [];

  const leave = () => {
    count -= 1;
    if (count > 0) return;
    for (const resolve of waiting) resolve();
    waiting = [];
  };
  return {
    async during(work) {
      count += 1;
      try {
        return await work();
      } finally {
        leave();
      }
    },
    async ended(withinMs) {
      if (count === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, withinMs);
        waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
  };
}
