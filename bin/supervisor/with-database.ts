import type { Environment } from "@/lib/config/environment";
import type { DatabaseUrls } from "@/lib/db/working-role";
import { startEmbeddedPostgres } from "@/lib/integrations/embedded-postgres/start-embedded-postgres";
import { claimDataDir, readRunFile } from "./run-file";

/**
 * Runs `work` on the database of this installation: DATABASE_URL, or the PostgreSQL in the data directory, which is started
 * for as long as that takes when Sauron does not run.
 *
 * @param options.stopped Sauron must not run on the data directory
 * @throws SauronError "conflict" when it does
 */
export async function withDatabase<T>(
  environment: Pick<Environment, "databaseUrl" | "ownerUrl" | "dataDir">,
  options: { stopped: boolean },
  work: (urls: DatabaseUrls) => Promise<T>,
): Promise<T> {
  const { databaseUrl, ownerUrl, dataDir } = environment;
  if (databaseUrl) return await work({ databaseUrl, ownerUrl: ownerUrl ?? databaseUrl });
  const running = options.stopped ? null : readRunFile(dataDir);
  if (running) return await work(running);
  const claim = claimDataDir(dataDir);
  try {
    const server = await startEmbeddedPostgres({ dataDir });
    try {
      return await work({ ownerUrl: server.url, databaseUrl: server.workUrl });
    } finally {
      await server.stop();
    }
  } finally {
    claim.release();
  }
}
