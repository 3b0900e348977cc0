// npm run migration -- <verb-noun>: writes the migration that leads from the migrations so far to prisma/schema.prisma.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbeddedPostgres } from "@/lib/integrations/embedded-postgres/start-embedded-postgres";
import { diffSchema } from "./diff-schema";
import { migrationsFolder } from "./read-migrations";

async function makeMigration(name: string): Promise<string> {
  const dataDir = mkdtempSync(join(tmpdir(), "sauron-migration-"));
  const server = await startEmbeddedPostgres({ dataDir, settings: { fsync: "off" } });
  try {
    const sql = await diffSchema(server.url);
    if (sql === null) return "The migrations already make what prisma/schema.prisma says.";
    const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const folder = join(migrationsFolder, `${stamp}_${name.replaceAll("-", "_")}`);
    mkdirSync(folder);
    writeFileSync(join(folder, "migration.sql"), sql);
    return `Wrote ${folder}/migration.sql. Read it, and add by hand what the schema cannot say.`;
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const [name = ""] = process.argv.slice(2);
if (/^[a-z]+(-[a-z0-9]+)+$/.test(name)) {
  console.log(await makeMigration(name));
} else {
  console.error("Usage: npm run migration -- <verb-noun>, e.g. add-freezes");
  process.exitCode = 2;
}
