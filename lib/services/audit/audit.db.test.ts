import { beforeEach, describe, expect, test } from "vitest";
import { appendAuditEntry } from "@/lib/db/audit-entries";
import { inTransaction } from "@/lib/db/transaction";
import type { AuditFact } from "@/lib/domain/audit/audit-entry";
import { createTestDatabase } from "@/lib/testing/database";
import { runAsSuperuser } from "@/lib/testing/tamper-with-audit";
import { verifyAudit } from "./verify-audit";

const db = await createTestDatabase({ poolSize: 12 });

const fact: AuditFact = {
  actor: { kind: "user", name: "ana" },
  action: "setMode",
  project: "web",
  target: "automation",
  outcome: "done",
  reason: "nul \u0000, half a pair \ud800, ärger",
  details: { before: "confirm", nested: { z: [1.5, "\u0000"], a: null } },
  requestId: null,
  address: null,
  actedAt: null,
};

const append = (changes: Partial<AuditFact> = {}) =>
  inTransaction(db.prisma, (tx) => appendAuditEntry(tx, { ...fact, ...changes }));
const verify = (expected: string | null = null) => verifyAudit(db.prisma, expected, 3);
const hashes = async () => (await db.prisma.auditEntry.findMany({ orderBy: { id: "asc" } })).map(({ hash }) => hash);

beforeEach(() => runAsSuperuser(db, `DELETE FROM "AuditEntry"`));

test("an empty audit is whole, and an expected entry is missed", async () => {
  expect(await verify()).toEqual({ outcome: "whole", entries: 0, newest: null });
  expect(await verify("0".repeat(64))).toEqual({ outcome: "cut-short", entries: 0 });
});

test("entries written at once make one chain, 1, 2, 3 …", async () => {
  await Promise.all(Array.from({ length: 25 }, (_, index) => append({ target: `host web-${index}` })));
  const newest = (await hashes()).at(-1);
  expect(await verify()).toEqual({ outcome: "whole", entries: 25, newest });
});

test("an entry whose transaction is rolled back leaves no gap", async () => {
  await append();
  const thrown = inTransaction(db.prisma, async (tx) => {
    await appendAuditEntry(tx, fact);
    throw new Error("after all not");
  });
  await expect(thrown).rejects.toThrow("after all not");
  await append();
  expect(await verify()).toMatchObject({ outcome: "whole", entries: 2 });
});

test.each(['UPDATE "AuditEntry" SET reason = NULL', 'DELETE FROM "AuditEntry"', 'TRUNCATE "AuditEntry"'])(
  "%s is refused",
  async (statement) => {
    await append();
    await expect(db.pool.query(statement)).rejects.toThrow(/append-only/);
    expect(await verify()).toMatchObject({ outcome: "whole", entries: 1 });
  },
);

describe("whoever gets around the triggers is found out", () => {
  const columns = {
    at: "at + interval '1 millisecond'",
    actedAt: "clock_timestamp()",
    actorKind: "'api'",
    actorName: "'anA'",
    action: "'askAgain'",
    project: "'wec'",
    target: "'automatioN'",
    outcome: "'refused'",
    reason: "overlay(reason placing 'x' from 1)",
    details: `jsonb_set(details, '{before}', '"Confirm"')`,
    requestId: "'1'",
    address: "'::1'",
  };
  test.each(Object.entries(columns))("%s of one entry", async (column, value) => {
    for (let count = 0; count < 5; count++) await append();
    await runAsSuperuser(db, `UPDATE "AuditEntry" SET "${column}" = ${value} WHERE id = 4`);
    const why = "its content is not what was written: the hash is another";
    expect(await verify()).toEqual({ outcome: "broken", id: 4, why });
  });

  test("an entry taken out, put elsewhere, or written over with a hash that fits", async () => {
    for (let count = 0; count < 5; count++) await append({ target: `host web-${count}` });
    const [, second] = await hashes();
    await runAsSuperuser(db, `UPDATE "AuditEntry" SET hash = repeat('0', 64) WHERE id = 2`);
    expect(await verify()).toMatchObject({ outcome: "broken", id: 2 });
    await runAsSuperuser(db, `UPDATE "AuditEntry" SET hash = '${second}' WHERE id = 2`);
    expect(await verify()).toMatchObject({ outcome: "whole" });
    await runAsSuperuser(db, `DELETE FROM "AuditEntry" WHERE id = 3`);
    expect(await verify()).toEqual({ outcome: "broken", id: 4, why: "entry 3 is missing before it" });
    await runAsSuperuser(db, `UPDATE "AuditEntry" SET id = id - 1 WHERE id > 3`);
    expect(await verify()).toMatchObject({ id: 3, why: "it does not carry the hash of the entry before" });
  });

  test("entries cut off at the end, by who kept a hash of them", async () => {
    for (let count = 0; count < 5; count++) await append();
    const [, , third, , newest = ""] = await hashes();
    expect(await verify(newest)).toMatchObject({ outcome: "whole" });
    await runAsSuperuser(db, `DELETE FROM "AuditEntry" WHERE id > 3`);
    expect(await verify()).toMatchObject({ outcome: "whole", entries: 3, newest: third });
    expect(await verify(newest)).toEqual({ outcome: "cut-short", entries: 3 });
    expect(await verify(third)).toMatchObject({ outcome: "whole" });
  });
});
