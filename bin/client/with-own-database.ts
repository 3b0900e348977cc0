import { parseEnvironment } from "@/lib/config/environment";
import type { Actor } from "@/lib/contracts/views";
import { createDatabase, type Database } from "@/lib/db/client";
import { isDatabaseUnavailable } from "@/lib/db/retry-while-unavailable";
import { SauronError } from "@/lib/errors";
import { readRunFile } from "../supervisor/run-file";
import { currentActor } from "./current-actor";

/**
 * Runs `work` on the database: DATABASE_URL, or that of the Sauron that runs on the data directory.
 * @throws SauronError "unavailable" when there is none, or it does not answer
 */
export async function withOwnDatabase<T>(work: (ctx: { db: Database; actor: Actor }) => Promise<T>): Promise<T> {
  const environment = parseEnvironment(process.env, process.cwd());
  const url = environment.databaseUrl ?? readRunFile(environment.dataDir)?.databaseUrl;
  if (!url) {
    const message = `No Sauron runs on ${environment.dataDir}. Start it with "sauron start", or set SAURON_DATA_DIR or DATABASE_URL.`;
    throw new SauronError("unavailable", message);
  }
  const db = createDatabase(url, { poolSize: 2 });
  try {
    return await work({ db, actor: { kind: "user", name: currentActor(environment) } });
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error;
    throw new SauronError("unavailable", "The database does not answer.", { cause: error });
  } finally {
    await db.close();
  }
}
