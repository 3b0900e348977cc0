import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateDatabase } from "@/lib/db/migrate";
import { startEmbeddedPostgres } from "@/lib/integrations/embedded-postgres/start-embedded-postgres";

export type DatabaseServer = {
  /** Of a migrated database. */
  url: string;
  /** Stops the server; every connection is broken. */
  stop(): Promise<void>;
  /** Starts it again on the port it had. */
  start(): Promise<void>;
  /** Stops it for good and removes its files. */
  remove(): Promise<void>;
};

/** A real PostgreSQL of a test's own that can be taken away and brought back. */
export async function startDatabaseServer(): Promise<DatabaseServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "sauron-faults-"));
  chmodSync(dataDir, 0o711);
  // The machine does not go down, so nothing has to reach the disk. What was committed has to outlive a killed server.
  const start = () => startEmbeddedPostgres({ dataDir, samePort: true, settings: { fsync: "off" } });
  let server = await start();
  await migrateDatabase(server.url);
  return {
    url: server.url,
    stop: () => server.stop(),
    async start() {
      server = await start();
    },
    async remove() {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
