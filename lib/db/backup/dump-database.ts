import pg from "pg";
import { type BackupManifest, endOfRows, type TableHead } from "@/lib/contracts/backup-file";
import { SauronError } from "@/lib/errors";
import { migrationHistory } from "../migrate";
import { copyOut } from "./copy";
import { listTables, type StoredTable } from "./list-tables";

/**
 * Everything Sauron has stored, as of one moment: one transaction reads it all, and nobody waits for it. Yields the text of a
 * backup without its end.
 *
 * @param known what the manifest says besides
 * @throws SauronError "conflict" when nothing is stored here; "unavailable" when the database does not answer
 */
export async function* dumpDatabase(
  databaseUrl: string,
  known: { version: string; keys: string | null },
): AsyncGenerator<Buffer> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await connect(client);
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const tables = await listTables(client);
    if (!tables.some(({ name }) => name === migrationHistory)) {
      throw new SauronError("conflict", "There is nothing to back up: no Sauron has used this database.");
    }
    // No migration changes a table while it is read.
    await client.query(`LOCK TABLE ${tables.map(({ name }) => `"${name}"`).join(", ")} IN ACCESS SHARE MODE`);
    yield toLine({ ...(await describeDatabase(client)), ...known } satisfies BackupManifest);
    for (const table of tables) yield* dumpTable(client, table);
    await client.query("COMMIT");
  } finally {
    await client.end();
  }
}

async function connect(client: pg.Client): Promise<void> {
  try {
    await client.connect();
  } catch (cause) {
    throw new SauronError("unavailable", `PostgreSQL cannot be reached: ${(cause as Error).message}`, { cause });
  }
}

async function* dumpTable(client: pg.Client, table: StoredTable): AsyncGenerator<Buffer> {
  yield toLine({ table: table.name, columns: table.columns } satisfies TableHead);
  yield* copyOut(client, table);
  yield Buffer.from(`${endOfRows}\n`);
}

function toLine(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value)}\n`);
}

async function describeDatabase(client: pg.Client): Promise<Omit<BackupManifest, "version" | "keys">> {
  const read = async <T extends pg.QueryResultRow>(sql: string) => (await client.query<T>(sql)).rows;
  const [moment] = await read<{ now: Date }>("SELECT transaction_timestamp() AS now");
  const migrations = await read<{ name: string; checksum: string }>(`
    SELECT migration_name AS name, checksum FROM "${migrationHistory}"
    WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL ORDER BY migration_name`);
  // They are no part of the moment and may be further: never less than what is stored.
  const sequences = await read<{ name: string; value: string }>(`
    SELECT sequencename::text AS name, last_value::text AS value FROM pg_sequences
    WHERE schemaname = current_schema() AND last_value IS NOT NULL ORDER BY 1`);
  const projects = await read<{ slug: string }>(`SELECT slug FROM "Project" ORDER BY slug`);
  const listKeys = async (text: string) => {
    const ids = `SELECT DISTINCT (regexp_matches(text, 'sealed:([0-9a-f]{8}):', 'g'))[1] AS id FROM (${text}) AS stored(text)`;
    return (await read<{ id: string }>(`${ids} ORDER BY 1`)).map(({ id }) => id);
  };
  const inSources = `SELECT concat(secrets::text, api::text) FROM "Source"`;
  const inFiles = `SELECT policy::text FROM "Project" UNION ALL SELECT policy::text FROM "Rollout"
    UNION ALL SELECT source FROM "ProjectFileRevision"`;
  return {
    sauronBackup: 1,
    takenAt: (moment?.now ?? new Date(0)).toISOString(),
    migrations,
    sequences,
    projects: projects.map(({ slug }) => slug),
    keyIds: await listKeys(`${inSources} UNION ALL ${inFiles}`),
    fileKeyIds: await listKeys(inFiles),
  };
}
