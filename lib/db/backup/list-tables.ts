import type pg from "pg";
import { migrationHistory } from "../migrate";

export type StoredTable = { name: string; columns: string[] };

/** All tables, each after those that its rows refer to. */
export async function listTables(client: pg.Client): Promise<StoredTable[]> {
  const { rows } = await client.query<StoredTable & { refersTo: string[] }>(`
    SELECT c.relname AS name,
      ARRAY(SELECT a.attname::text FROM pg_attribute a
        WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '' ORDER BY a.attnum) AS columns,
      ARRAY(SELECT f.relname::text FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
        WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid <> c.oid) AS "refersTo"
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind = 'r' AND n.nspname = current_schema()
    ORDER BY c.relname`);
  const ordered: StoredTable[] = [];
  const waiting = new Map(rows.map((row) => [row.name, row]));
  while (waiting.size > 0) {
    const next = [...waiting.values()].find(({ refersTo }) => !refersTo.some((name) => waiting.has(name)));
    if (!next) throw new Error(`The tables ${[...waiting.keys()].join(", ")} refer to each other.`);
    waiting.delete(next.name);
    ordered.push({ name: next.name, columns: next.columns });
  }
  return ordered;
}

/** Whether nothing is kept here that a restore would take away: there is no table, or none with a row that matters. */
export async function isEmptyDatabase(client: pg.Client): Promise<boolean> {
  const unimportant = [migrationHistory, "WorkerProcess"];
  for (const { name } of await listTables(client)) {
    if (unimportant.includes(name)) continue;
    const { rowCount } = await client.query(`SELECT FROM "${name}" LIMIT 1`);
    if (rowCount) return false;
  }
  return true;
}

/** Removes every table, sequence and function of the schema, but those of extensions. */
export async function dropEverything(client: pg.Client): Promise<void> {
  for (const { name } of await listTables(client)) await client.query(`DROP TABLE "${name}" CASCADE`);
  const { rows } = await client.query<{ statement: string }>(`
    SELECT format('DROP SEQUENCE %I', c.relname) AS statement FROM pg_class c
      WHERE c.relkind = 'S' AND c.relnamespace = current_schema()::regnamespace
    UNION ALL
    SELECT format('DROP FUNCTION %s', p.oid::regprocedure) FROM pg_proc p
      WHERE p.pronamespace = current_schema()::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')`);
  for (const { statement } of rows) await client.query(statement);
}
