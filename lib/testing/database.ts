import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { afterAll, inject } from "vitest";
import { createDatabase, type Database } from "@/lib/db/client";
import { templateDatabase } from "./template-database";

export type TestDatabase = Database & {
  /** For further connections of the test's own, which the test must close. */
  url: string;
};

/**
 * An empty, migrated database of its own for a test file, dropped after its last test. Call it at the top of the file:
 * `const db = await createTestDatabase();`. A connection that is still open at the end fails the file.
 */
export async function createTestDatabase(options: { poolSize?: number } = {}): Promise<TestDatabase> {
  const serverUrl = inject("testServerUrl");
  const name = `test_${randomBytes(6).toString("hex")}`;
  await runOnServer(serverUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${templateDatabase}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  const database = createDatabase(url.href, { poolSize: options.poolSize ?? 10 });
  afterAll(async () => {
    await database.close();
    await runOnServer(serverUrl, (client) => dropUnlessInUse(client, name));
  });
  return { ...database, url: url.href };
}

async function runOnServer(serverUrl: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

async function dropUnlessInUse(client: pg.Client, name: string): Promise<void> {
  const left = await waitForConnectionsToEnd(client, name);
  await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
  if (left.length > 0)
    throw new Error(`Connections were left open; close their pool. Their last queries:\n${left.join("\n")}`);
}

/** A closed connection stays visible for some milliseconds. Returns the last queries of those that stay open. */
async function waitForConnectionsToEnd(client: pg.Client, name: string): Promise<string[]> {
  const until = Date.now() + 3_000;
  for (;;) {
    const { rows } = await client.query<{ query: string }>("SELECT query FROM pg_stat_activity WHERE datname = $1", [
      name,
    ]);
    if (rows.length === 0 || Date.now() > until) return rows.map((row) => row.query);
    await delay(20);
  }
}
