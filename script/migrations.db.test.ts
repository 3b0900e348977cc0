import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import pg from "pg";
import { expect, test } from "vitest";
import { migrateDatabase } from "@/lib/db/migrate";
import { createTestDatabase } from "@/lib/testing/database";
import { diffSchema } from "./diff-schema";

const root = resolve(import.meta.dirname, "..");
const db = await createTestDatabase();

async function createEmptyDatabase(): Promise<string> {
  const name = `empty_${randomBytes(6).toString("hex")}`;
  await db.pool.query(`CREATE DATABASE ${name}`);
  const url = new URL(db.url);
  url.pathname = `/${name}`;
  return url.href;
}

/** Runs Prisma's own command line, over our schema engine. Returns what it prints. */
async function runPrisma(databaseUrl: string, args: string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "sauron-prisma-"));
  const config = join(folder, "prisma.config.ts");
  const settings = {
    schema: join(root, "prisma/schema.prisma"),
    migrations: { path: join(root, "prisma/migrations") },
    datasource: { url: databaseUrl },
  };
  writeFileSync(config, `export default ${JSON.stringify(settings)};`);
  const cli = join(root, "node_modules/prisma/build/index.js");
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [cli, ...args, "--config", config], {
      cwd: root,
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: join(root, "script/schema-engine.mjs"),
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
    });
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function readHistory(databaseUrl: string): Promise<object[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished, rolled_back_at, logs, applied_steps_count
       FROM _prisma_migrations ORDER BY migration_name`,
    );
    return rows;
  } finally {
    await client.end();
  }
}

test("the migrations make exactly what schema.prisma says", async () => {
  expect(await diffSchema(db.url)).toBeNull();
});

test("what we migrated is up to date for Prisma", async () => {
  const url = await createEmptyDatabase();
  await migrateDatabase(url);
  expect(await runPrisma(url, ["migrate", "status"])).toContain("Database schema is up to date!");
});

test("what Prisma migrated is up to date for us, with the same history", async () => {
  const [ours, theirs] = [await createEmptyDatabase(), await createEmptyDatabase()];
  await migrateDatabase(ours);
  await runPrisma(theirs, ["migrate", "deploy"]);
  expect(await migrateDatabase(theirs)).toEqual([]);
  expect(await readHistory(theirs)).toEqual(await readHistory(ours));
});
