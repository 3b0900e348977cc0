import { openSchemaEngine } from "./open-schema-engine";
import { readMigrationList, readSchema } from "./read-migrations";

/**
 * The SQL that leads from what the migrations make to what `prisma/schema.prisma` says; null when both agree.
 *
 * @param databaseUrl of a server where a database may be made for the comparison
 */
export async function diffSchema(databaseUrl: string): Promise<string | null> {
  const schema = readSchema();
  const schemas = schema.files.map(({ path, content }): [string, string] => [path, content]);
  const { engine, close } = await openSchemaEngine({ databaseUrl, schemas });
  try {
    const { stdout } = await engine.diff({
      from: { tag: "migrations", ...readMigrationList() },
      to: { tag: "schemaDatamodel", ...schema },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    const sql = stdout?.trim() ?? "";
    return sql === "" || sql === "-- This is an empty migration." ? null : `${sql}\n`;
  } finally {
    await close();
  }
}
