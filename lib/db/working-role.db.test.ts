import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createDatabase, type Database } from "@/lib/db/client";
import { createJobQueue } from "@/lib/queue/job-queue";
import { createTestDatabase } from "@/lib/testing/database";
import { appendAuditEntry } from "./audit-entries";
import { inTransaction } from "./transaction";
import { grantWork } from "./working-role";

const owner = await createTestDatabase();
const role = `work_${randomBytes(6).toString("hex")}`;
const workUrl = Object.assign(new URL(owner.url), { username: role, password: "work" }).href;
let work: Database;

const fact = {
  actor: { kind: "user", name: "ana" },
  action: "halt",
  project: "web",
  target: "web",
  outcome: "done",
  reason: "to see",
  details: null,
  requestId: null,
  address: null,
  actedAt: null,
} as const;

beforeAll(async () => {
  await owner.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'work'`);
  await grantWork({ ownerUrl: owner.url, databaseUrl: workUrl });
  work = createDatabase(workUrl, { poolSize: 2 });
  await inTransaction(work.prisma, (tx) => appendAuditEntry(tx, fact));
});

afterAll(async () => {
  await work.close();
  await owner.pool.query(`DROP OWNED BY ${role}`);
  await owner.pool.query(`DROP ROLE ${role}`);
});

describe("who works in the database", () => {
  test.each([
    `UPDATE "AuditEntry" SET reason = 'nothing'`,
    `DELETE FROM "AuditEntry"`,
    `TRUNCATE "AuditEntry"`,
    `TRUNCATE "Project" CASCADE`,
    `ALTER TABLE "AuditEntry" DISABLE TRIGGER ALL`,
    `DROP TRIGGER audit_keeps_rows ON "AuditEntry"`,
    `CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    `DROP TABLE "AuditEntry"`,
    `SET session_replication_role = replica`,
    `SET ROLE sauron`,
    `UPDATE "_prisma_migrations" SET checksum = ''`,
  ])("cannot do this: %s", async (statement) => {
    await expect(work.pool.query(statement)).rejects.toThrow(/permission denied|must be owner/);
    const { rows } = await owner.pool.query(`SELECT reason FROM "AuditEntry"`);
    expect(rows).toEqual([{ reason: "to see" }]);
  });

  test("reads and changes everything else, and keeps a queue", async () => {
    const { rows } = await owner.pool.query<{ name: string }>(
      "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('AuditEntry', '_prisma_migrations')",
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { name } of rows) {
      await work.pool.query(`SELECT count(*) FROM "${name}"`);
      await work.pool.query(`DELETE FROM "${name}" WHERE false`);
    }
    const queue = createJobQueue({ databaseUrl: workUrl }, () => {});
    await queue.enqueue("forget-old-output", {});
    await queue.close();
  });

  test("gets its rights again as often as wanted, and a queue that the owner had made before", async () => {
    await owner.pool.query("DROP SCHEMA IF EXISTS sauron_queue CASCADE");
    await owner.pool.query("CREATE SCHEMA sauron_queue CREATE TABLE job (id INT)");
    await grantWork({ ownerUrl: owner.url, databaseUrl: workUrl });
    await grantWork({ ownerUrl: owner.url, databaseUrl: workUrl });
    const queue = createJobQueue({ databaseUrl: workUrl }, () => {});
    await queue.enqueue("forget-old-output", {});
    await queue.close();
  });

  test("must not be the owner under another address", async () => {
    const twice = { ownerUrl: owner.url, databaseUrl: `${owner.url}?application_name=work` };
    await expect(grantWork(twice)).rejects.toMatchObject({ code: "bad-request" });
  });

  test("may be the owner where only one address is given", async () => {
    await grantWork({ ownerUrl: owner.url, databaseUrl: owner.url });
    const client = new pg.Client({ connectionString: owner.url });
    await client.connect();
    await client.query(`SELECT 1 FROM "AuditEntry"`);
    await client.end();
  });
});
