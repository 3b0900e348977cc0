import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { canaryPolicySchema } from "@/lib/contracts/canary-policy";
import { createTestDatabase } from "@/lib/testing/database";
import { migrateDatabase, migrationsDirectory } from "./migrate";

const migrated = await createTestDatabase();

/** An empty database and a folder of migrations to change at will. */
let url: string;
let directory: string;
let client: pg.Client;

beforeEach(async () => {
  const name = `empty_${randomBytes(6).toString("hex")}`;
  await migrated.pool.query(`CREATE DATABASE ${name}`);
  const address = new URL(migrated.url);
  address.pathname = `/${name}`;
  url = address.href;
  client = new pg.Client({ connectionString: url });
  await client.connect();
  directory = mkdtempSync(join(tmpdir(), "sauron-migrations-"));
  cpSync(migrationsDirectory, directory, { recursive: true });
});

afterEach(async () => {
  await client.end();
  rmSync(directory, { recursive: true });
});

function addMigration(name: string, sql: string): void {
  mkdirSync(join(directory, name), { recursive: true });
  writeFileSync(join(directory, name, "migration.sql"), sql);
}

async function readTableNames(): Promise<string[]> {
  const { rows } = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
  return rows.map((row) => row.tablename);
}

describe("migrateDatabase", () => {
  test("applies every migration to an empty database, and nothing the second time", async () => {
    expect((await migrateDatabase(url)).length).toBeGreaterThan(0);
    expect(await migrateDatabase(url)).toEqual([]);
    expect(await readTableNames()).toContain("Rollout");
  });

  test("applies a new migration to a database that holds data", async () => {
    await migrateDatabase(url, directory);
    await client.query(`INSERT INTO "WorkerProcess" (id, hostname, pid) VALUES ('w', 'h', 1)`);
    addMigration(
      "29990101000000_add",
      `ALTER TABLE "WorkerProcess" ADD COLUMN "extra" TEXT; CREATE TABLE "Extra" (id INT);`,
    );
    expect(await migrateDatabase(url, directory)).toEqual(["29990101000000_add"]);
    expect((await client.query(`SELECT extra FROM "WorkerProcess"`)).rows).toEqual([{ extra: null }]);
  });

  test("a migration that fails leaves nothing behind, and runs once it is mended", async () => {
    await migrateDatabase(url, directory);
    addMigration("29990101000000_broken", `CREATE TABLE "Half" (id INT); SELECT no_such_function();`);
    await expect(migrateDatabase(url, directory)).rejects.toThrow(/29990101000000_broken failed: .*no_such_function/);
    expect(await readTableNames()).not.toContain("Half");
    addMigration("29990101000000_broken", `CREATE TABLE "Half" (id INT);`);
    expect(await migrateDatabase(url, directory)).toEqual(["29990101000000_broken"]);
  });

  test("two processes at once apply each migration once", async () => {
    const applied = await Promise.all([migrateDatabase(url), migrateDatabase(url), migrateDatabase(url)]);
    expect(applied.filter((names) => names.length > 0)).toHaveLength(1);
  });

  test("refuses a migration that was changed after it was applied", async () => {
    addMigration("29990101000000_add", `CREATE TABLE "Extra" (id INT);`);
    await migrateDatabase(url, directory);
    addMigration("29990101000000_add", `CREATE TABLE "Extra" (id BIGINT);`);
    await expect(migrateDatabase(url, directory)).rejects.toThrow(/29990101000000_add was changed/);
  });

  test("refuses a database that a newer Sauron migrated", async () => {
    addMigration("29990101000000_add", `CREATE TABLE "Extra" (id INT);`);
    await migrateDatabase(url, directory);
    await expect(migrateDatabase(url)).rejects.toThrow(/older than the database/);
  });

  test("says in a sentence when the server is not there", async () => {
    await expect(migrateDatabase("postgresql://a:b@127.0.0.1:1/c")).rejects.toThrow(/PostgreSQL cannot be reached/);
  });
});

describe("a migration of rules", () => {
  test("gives a project of before what a project file has that says nothing of it", async () => {
    const firstOfRules = "20261129014500";
    for (const name of readdirSync(directory)) {
      if (/^\d/.test(name) && name >= firstOfRules) rmSync(join(directory, name), { recursive: true });
    }
    await migrateDatabase(url, directory);
    const bake = { warmup: 60, for: 300, extendTo: 900, poll: 10 };
    const policy = {
      stages: [{ name: "canary", hosts: { count: 1 }, concurrency: 1, bake }],
      deploy: { steps: [{ name: "restart", run: ["true"] }] },
      canary: {
        mode: "warn",
        accessLog: { path: "/log", format: "common" },
        rules: [],
        excludeCodes: [],
        excludePaths: [],
      },
    };
    await client.query(
      `INSERT INTO "Project" (id, slug, "repositoryUrl", trunk, policy, "policyRevision") VALUES (1, 'a', 'r', 'main', $1, 1)`,
      [policy],
    );
    await migrateDatabase(url);
    const { rows } = await client.query(`SELECT policy FROM "Project"`);
    const asWrittenNow = canaryPolicySchema.parse({ mode: "warn", accessLog: { path: "/log", format: "common" } });
    expect(rows[0].policy).toMatchObject({ pipelining: false, guidedFailure: false, rollback: { concurrency: 200 } });
    expect(rows[0].policy.canary).toEqual({ ...asWrittenNow, rules: [] });
  });
});

describe("the first migration", () => {
  test("allows one rollout under way per project, and any number of ended ones", async () => {
    await migrateDatabase(url);
    await client.query(
      `INSERT INTO "Project" (id, slug, "repositoryUrl", trunk, policy, "policyRevision") VALUES (1, 'a', 'r', 'main', '{}', 1)`,
    );
    const insert = (number: number, state: string) =>
      client.query(
        `INSERT INTO "Rollout" ("projectId", number, kind, "toRevision", "commitCount", state, "startedByKind", "startedByName", policy, "policyRevision")
         VALUES (1, $1, 'forward', 'x', 1, $2, 'user', 'u', '{}', 1)`,
        [number, state],
      );
    await insert(1, "succeeded");
    await insert(2, "aborted");
    await insert(3, "deploying");
    await expect(insert(4, "proposed")).rejects.toThrow(/Rollout_one_in_a_slot/);
  });
});
