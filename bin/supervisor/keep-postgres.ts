import { setTimeout as delay } from "node:timers/promises";
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from "@/lib/integrations/embedded-postgres/start-embedded-postgres";

/** Below the ports that systems hand out to outgoing connections, so that it is still free at the next start. */
const firstPort = 15_432;

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
}): Promise<{ url: string; stop(): Promise<void> }> {
  const options = { dataDir, say, port: firstPort };
  let stopping = false;
  let server: EmbeddedPostgres = await startEmbeddedPostgres(options);
  let restarting: Promise<void> = Promise.resolve();

  async function restart(): Promise<void> {
    while (!stopping) {
      await delay(500);
      try {
        server = await startEmbeddedPostgres({ ...options, samePort: true });
        watch();
        return;
      } catch (error) {
        say(`PostgreSQL cannot be started again: ${(error as Error).message}`);
        await delay(4_500);
      }
    }
  }

  function watch(): void {
    server.exited.then(() => {
      if (stopping) return;
      say("PostgreSQL has ended; starting it again");
      restarting = restart();
    });
  }

  watch();
  return {
    url: server.url,
    async stop() {
      stopping = true;
      await restarting;
      await server.stop();
    },
  };
}
