import { setTimeout as delay } from "node:timers/promises";
import type { DatabaseUrls } from "@/lib/db/working-role";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "@/lib/integrations/embedded-postgres/start-embedded-postgres";

export { removeDatabase } from "@/lib/integrations/embedded-postgres/choose-location";

/** Below the ports that systems hand out to outgoing connections, so that it is still free at the next start. */
const firstPort = 15_432;

/** Pauses before the server is started again: after it ended, and after a try that failed. */
const restartMs = 500;
const retryMs = 5_000;

/**
 * Starts the PostgreSQL that comes with Sauron and starts it again whenever it ends, on the same port: those who talk
 * to it connect again by themselves.
 */
export async function keepPostgres({
  dataDir,
  say,
}: {
  dataDir: string;
  say(sentence: string): void;
}): Promise<DatabaseUrls & { stop(): Promise<void> }> {
  const stopping = new AbortController();
  const { signal } = stopping;
  const options = { dataDir, say, port: firstPort, signal };
  let server: EmbeddedPostgres = await startEmbeddedPostgres(options);
  let restarting: Promise<void> = Promise.resolve();

  async function restart(): Promise<void> {
    await pause(restartMs, signal);
    while (!signal.aborted) {
      try {
        server = await startEmbeddedPostgres({ ...options, samePort: true });
        watch();
        return;
      } catch (error) {
        if (signal.aborted) return;
        say(`PostgreSQL cannot be started again: ${(error as Error).message}`);
        await pause(retryMs, signal);
      }
    }
  }

  function watch(): void {
    server.exited.then(() => {
      if (signal.aborted) return;
      say("PostgreSQL has ended; starting it again");
      restarting = restart();
    });
  }

  watch();
  return {
    ownerUrl: server.url,
    databaseUrl: server.workUrl,
    async stop() {
      stopping.abort();
      await restarting;
      await server.stop();
    },
  };
}

/** Waits, no longer than until the signal. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {});
}
