import pg from "pg";
import type { BackupManifest, TableHead } from "@/lib/contracts/backup-file";
import { SauronError } from "@/lib/errors";
import {
  applyMigration,
  createHistory,
  findPending,
  type Migration,
  migrationHistory,
  readMigrations,
  waitForLock,
} from "../migrate";
import { copyIn } from "./copy";
import { doubtWhatWasRestored, forgetSecrets, noteRestore } from "./doubt-restored";
import { dropEverything, isEmptyDatabase, listTables } from "./list-tables";

export type BackupTable = TableHead & {
  /** Whole lines; read to their end before the next table is asked for. */
  rows: AsyncIterable<Buffer>;
};

export type RestoreOptions = {
  /** Take away what is in the database. */
  replace: boolean;
  /** Senders and hosts of repositories get new secrets. */
  forgetSecrets: boolean;
  /** Who restores. */
  by: string;
};

/**
 * Makes a database what a backup says, all in one transaction, brought up to date. What the backup cannot know any more is
 * doubted: see `doubt-restored.ts`.
 *
 * @returns names of the migrations that were applied to what was restored
 * @throws SauronError "conflict" when the database is in use or not empty, or the backup is of a newer Sauron
 */
export async function restoreDatabase(
  databaseUrl: string,
  backup: { manifest: BackupManifest; tables: AsyncIterable<BackupTable> },
  options: RestoreOptions,
): Promise<string[]> {
  const known = readMigrations();
  const made = findMigrations(known, backup.manifest);
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (cause) {
    throw new SauronError("unavailable", `PostgreSQL cannot be reached: ${(cause as Error).message}`, { cause });
  }
  try {
    await client.query("SET client_min_messages = warning");
    await waitForLock(client);
    await refuseIfInUse(client);
    if (!options.replace && !(await isEmptyDatabase(client))) {
      throw new SauronError(
        "conflict",
        "The database is not empty, and everything in it would be lost. Choose another, or say --replace.",
      );
    }
    await client.query("BEGIN");
    const applied = await rebuild(client, { ...backup, known, made });
    if (options.forgetSecrets) await forgetSecrets(client);
    await doubtWhatWasRestored(client, backup.manifest);
    await noteRestore(client, backup.manifest, options.by);
    await client.query("COMMIT");
    return applied;
  } finally {
    await client.end();
  }
}

/** The migrations that made the database of the backup. */
function findMigrations(known: Migration[], { migrations, version }: BackupManifest): Migration[] {
  const names = new Map(known.map((migration) => [migration.name, migration]));
  return migrations.map(({ name, checksum }) => {
    const migration = names.get(name);
    if (migration?.checksum === checksum) return migration;
    const why = migration
      ? `was made with another form of the migration ${name}`
      : `is of a newer Sauron (${version}): it knows the migration ${name}, this one does not. Install that version, then restore`;
    throw new SauronError("conflict", `The backup ${why}.`);
  });
}

async function refuseIfInUse(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ count: number }>(`
    SELECT count(*)::int AS count FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'sauron%'`);
  const count = rows[0]?.count ?? 0;
  if (count === 0) return;
  const message = `Sauron is at work on this database (${count} connections). Stop every web and worker process first.`;
  throw new SauronError("conflict", message);
}

type Rebuild = {
  manifest: BackupManifest;
  tables: AsyncIterable<BackupTable>;
  known: Migration[];
  made: Migration[];
};

async function rebuild(client: pg.Client, { manifest, tables, known, made }: Rebuild): Promise<string[]> {
  await client.query("SET LOCAL lock_timeout = '10s'");
  await dropEverything(client);
  await client.query(createHistory);
  for (const { sql } of made) await client.query(sql);
  const places = new Map((await listTables(client)).map((table) => [table.name, table]));
  for await (const { table, columns, rows } of tables) {
    const place = places.get(table);
    if (!place || columns.some((column) => !place.columns.includes(column))) {
      throw new SauronError("conflict", `The backup has a table ${table} that its own migrations do not make.`);
    }
    await copyIn(client, { name: table, columns }, rows);
  }
  for (const { name, value } of manifest.sequences) {
    await client.query("SELECT setval(quote_ident($1)::regclass, $2::bigint)", [name, value]);
  }
  const { rows: history } = await client.query(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished FROM "${migrationHistory}"
     WHERE rolled_back_at IS NULL`,
  );
  const pending = findPending(known, history);
  for (const migration of pending) await applyMigration(client, migration);
  return pending.map(({ name }) => name);
}
