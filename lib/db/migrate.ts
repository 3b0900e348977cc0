import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { SauronError } from "@/lib/errors";

/** The lock and the table are those of `prisma migrate deploy`, so that either may follow the other. */
const migrationLock = 72707369;
export const migrationHistory = "_prisma_migrations";
export const createHistory = `
CREATE TABLE IF NOT EXISTS "${migrationHistory}" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

export const migrationsDirectory = fileURLToPath(new URL("../../prisma/migrations", import.meta.url));

export type Migration = { name: string; sql: string; checksum: string };
type AppliedMigration = { migration_name: string; checksum: string; finished: boolean };

/**
 * Brings a database up to date: every migration not yet applied, in order, each in a transaction of its own. Several
 * processes may do it at once; one does, the others wait for it.
 *
 * @returns names of the migrations that were applied now, oldest first
 * @throws SauronError "conflict" when the database's history is not a beginning of ours
 */
export async function migrateDatabase(databaseUrl: string, directory = migrationsDirectory): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (cause) {
    throw new SauronError("unavailable", `PostgreSQL cannot be reached: ${(cause as Error).message}`, { cause });
  }
  try {
    await client.query("SET client_min_messages = warning");
    await waitForLock(client);
    await client.query(createHistory);
    const pending = findPending(readMigrations(directory), await readHistory(client));
    for (const migration of pending) await inOwnTransaction(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    await client.end();
  }
}

/** Keeps everybody else from migrating; held until the connection ends. */
export async function waitForLock(client: pg.Client): Promise<void> {
  try {
    await client.query("SET lock_timeout = '60s'");
    await client.query("SELECT pg_advisory_lock($1)", [migrationLock]);
    await client.query("SET lock_timeout = 0");
  } catch (cause) {
    throw new SauronError("unavailable", "Another process has been migrating this database for a minute.", { cause });
  }
}

/** All migrations of this Sauron, oldest first. */
export function readMigrations(directory = migrationsDirectory): Migration[] {
  return readdirSync(directory)
    .filter((name) => existsSync(join(directory, name, "migration.sql")))
    .sort()
    .map((name) => {
      const bytes = readFileSync(join(directory, name, "migration.sql"));
      return { name, sql: bytes.toString("utf8"), checksum: createHash("sha256").update(bytes).digest("hex") };
    });
}

async function readHistory(client: pg.Client): Promise<AppliedMigration[]> {
  const { rows } = await client.query<AppliedMigration>(
    `SELECT "migration_name", "checksum", "finished_at" IS NOT NULL AS "finished"
     FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL ORDER BY "started_at"`,
  );
  return rows;
}

/** What a history lacks; it must be a beginning of ours. */
export function findPending(migrations: Migration[], history: AppliedMigration[]): Migration[] {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const applied of history) {
    const migration = known.get(applied.migration_name);
    const name = applied.migration_name;
    if (!applied.finished)
      throw conflict(
        `The migration ${name} began and did not end. Repair the database, then finish or delete its row in _prisma_migrations`,
      );
    if (!migration)
      throw conflict(`The database knows the migration ${name}, this Sauron does not: it is older than the database`);
    if (migration.checksum !== applied.checksum)
      throw conflict(`The migration ${name} was changed after it had been applied`);
  }
  const applied = new Set(history.map((row) => row.migration_name));
  return migrations.filter((migration) => !applied.has(migration.name));
}

async function inOwnTransaction(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await applyMigration(client, migration);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => {});
    throw error;
  }
}

/** Runs a migration and notes it in the history. Belongs into a transaction. */
export async function applyMigration(client: pg.Client, migration: Migration): Promise<void> {
  const id = randomUUID();
  try {
    await client.query(
      `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "started_at") VALUES ($1, $2, $3, clock_timestamp())`,
      [id, migration.checksum, migration.name],
    );
    await client.query(migration.sql);
    await client.query(
      `UPDATE "_prisma_migrations" SET "finished_at" = clock_timestamp(), "applied_steps_count" = 1 WHERE "id" = $1`,
      [id],
    );
  } catch (cause) {
    throw new SauronError("conflict", `The migration ${migration.name} failed: ${(cause as Error).message}`, { cause });
  }
}

function conflict(sentence: string): SauronError {
  return new SauronError("conflict", `${sentence}.`);
}
