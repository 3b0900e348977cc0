import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { auditEntryViewSchema } from "@/lib/contracts/audit-views";
import { callCommand } from "@/lib/testing/call-command";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject } from "@/lib/testing/project";
import { runAsSuperuser } from "@/lib/testing/tamper-with-audit";
import { command as audit } from "../commands/audit";
import { command as token } from "../commands/token";

const db = await createTestDatabase();
const folder = mkdtempSync(join(tmpdir(), "sauron audit "));
process.env.DATABASE_URL = db.url;
process.env.SAURON_DATA_DIR = folder;
process.env.SAURON_ACTOR = "Zoë";
afterAll(() => rmSync(folder, { recursive: true }));
await createTestProject(db, "web");
await callCommand(token, "create", "ci");
await callCommand(token, "revoke", "ci");

const call = (...argv: string[]) => callCommand(audit, ...argv);

test("list shows what commands did, and can be narrowed", async () => {
  const { code, out } = await call("list");
  expect(code).toBe(0);
  expect(out.split("\n").map((line) => line.replace(/ {2}\S+Z {2}/, " "))).toEqual([
    "3 Zoë (at the machine)  revokeToken token ci (web)",
    "2 Zoë (at the machine)  createToken token ci (web)",
    "1 ana (at the machine)  applyProjectFile project file (web)",
    "",
  ]);
  const asked = await call(
    "list",
    "--actor",
    "zo",
    "--project",
    "web",
    "--since",
    "2026-01-01",
    "--limit",
    "1",
    "--json",
  );
  expect(auditEntryViewSchema.parse(JSON.parse(asked.out)).action).toBe("revokeToken");
  process.env.SAURON_ACTOR = "Zo\u001b[2J\n9  another";
  await callCommand(token, "create", "ci");
  expect((await call("list", "--limit", "1")).out).toMatch(
    /^4 {2}\S+ {2}Zo␛\[2J␊9 {2}another \(at the machine\) {2}createToken token ci \(web\)\n$/,
  );
  expect((await call("list", "--project", "none")).out).toBe("No entries.\n");
  expect((await call("list", "--since", "yesterday")).code).toBe(2);
});

test("verify says that all is whole, then what is missing, then what was changed", async () => {
  const whole = await call("verify");
  expect(whole).toMatchObject({ code: 0, err: "" });
  const newest = /^The audit is whole: 4 entries\. Newest hash: ([0-9a-f]{64})\n$/.exec(whole.out)?.[1] ?? "none";
  expect((await call("verify", "--expect", newest)).code).toBe(0);
  expect((await call("verify", "--expect", "abc")).code).toBe(2);

  await runAsSuperuser(db, `DELETE FROM "AuditEntry" WHERE id > 2`);
  expect((await call("verify")).code).toBe(0);
  const short = await call("verify", "--expect", newest);
  expect(short).toMatchObject({ code: 1, out: "" });
  expect(short.err).toBe("The audit has been cut short: none of its 2 entries has the expected hash.\n");

  await runAsSuperuser(db, `UPDATE "AuditEntry" SET "actorName" = 'Zoe' WHERE id = 2`);
  const why = "its content is not what was written: the hash is another";
  expect(await call("verify")).toMatchObject({ code: 1, err: `The audit is broken at entry 2: ${why}.\n` });
  const told = await call("verify", "--json");
  expect([told.code, JSON.parse(told.out)]).toEqual([1, { outcome: "broken", id: 2, why }]);
});
