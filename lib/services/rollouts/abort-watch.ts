import type { Database } from "@/lib/db/client";
import { listenForChanges } from "@/lib/db/listen-for-changes";
import { listAbortRequested } from "@/lib/db/rollouts";
import type { Logger } from "@/lib/logger";

/** Rollouts with commands running here are looked up this often, in case a notice was lost. */
const pollMs = 1000;

export interface AbortWatch {
  /** Aborts when a person stops the rollout. Call `release` when the command that uses it has ended. */
  watch(rolloutId: number): { signal: AbortSignal; release(): void };
  close(): Promise<void>;
}

type Watched = { controller: AbortController; users: number };

/** Hears of aborts for the commands this process runs: at once by notification, within a second by looking. */
export function createAbortWatch(db: Database, databaseUrl: string, logger: Logger): AbortWatch {
  const watched = new Map<number, Watched>();

  const look = async () => {
    if (watched.size === 0) return;
    try {
      for (const id of await listAbortRequested(db.prisma, [...watched.keys()])) watched.get(id)?.controller.abort();
    } catch (error) {
      logger.warn({ err: error }, "could not look for aborts, trying again");
    }
  };

  const timer = setInterval(look, pollMs);
  const listener = listenForChanges(databaseUrl, {
    onChange(change) {
      if (change.a && change.r !== undefined) watched.get(change.r)?.controller.abort();
    },
    onReconnected: look,
    onError: (error) => logger.warn({ err: error }, "lost the connection that tells of aborts, reconnecting"),
  });

  return {
    watch(rolloutId) {
      const entry = watched.get(rolloutId) ?? { controller: new AbortController(), users: 0 };
      watched.set(rolloutId, entry);
      entry.users += 1;
      return {
        signal: entry.controller.signal,
        release() {
          entry.users -= 1;
          if (entry.users === 0) watched.delete(rolloutId);
        },
      };
    },
    async close() {
      clearInterval(timer);
      await listener.close();
    },
  };
}
