import { setTimeout as delay } from "node:timers/promises";

/**
 * Does something at a steady pace, one round after the other, however long a round takes; what was missed is made up for.
 * Stopping resolves after the round that runs, and rejects if one failed.
 */
export function repeatEvery(ms: number, work: (round: number) => Promise<void>): { stop(): Promise<void> } {
  let isStopped = false;
  const began = performance.now();
  const run = async () => {
    for (let round = 0; !isStopped; round += 1) {
      await work(round);
      await delay(Math.max(0, began + (round + 1) * ms - performance.now()));
    }
  };
  const running = run();
  running.catch(() => {});
  return {
    stop() {
      isStopped = true;
      return running;
    },
  };
}
