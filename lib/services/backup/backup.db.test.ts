import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createDatabase } from "@/lib/db/client";
import { migrateDatabase, migrationsDirectory, readMigrations } from "@/lib/db/migrate";
import { createSource } from "@/lib/services/sources/create-source";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject, startTestRollout, testProjectFile } from "@/lib/testing/project";
import { addPerson } from "@/lib/testing/sign-in-people";
import { createWorkerContext } from "@/lib/testing/worker-context";
import { verifyAudit } from "../audit/verify-audit";
import { haltAutomation } from "../projects/halt-automation";
import { checkBackup } from "./read-backup";
import { restoreBackup } from "./restore-backup";
import { takeBackup } from "./take-backup";

const source = await createTestDatabase();
const target = await createTestDatabase();
const directory = mkdtempSync(join(tmpdir(), "sauron-backup-"));
afterAll(() => rmSync(directory, { recursive: true }));

const nextFile = () => join(directory, `${randomBytes(4).toString("hex")}.backup`);
const known = { version: "1.2.3", keys: null };
const options = { replace: true, forgetSecrets: false, by: "ana", keyIds: [] as string[] };

/** Everything a database holds, by table. */
async function readAll(url: string): Promise<Map<string, string[]>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables = await client.query<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
    );
    const all = new Map<string, string[]>();
    for (const { name } of tables.rows) {
      const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM "${name}" t ORDER BY 1`);
      all.set(
        name,
        rows.map(({ row }) => row),
      );
    }
    return all;
  } finally {
    await client.end();
  }
}

/** A restore refuses a database that somebody is connected to. */
async function withTarget<T>(work: (db: ReturnType<typeof createDatabase>) => Promise<T>): Promise<T> {
  const db = createDatabase(target.url, { poolSize: 2 });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

const text = "a tab \t, a line\n, a backslash \\, \\. alone, quotes \"', ärger 😀";

beforeAll(async () => {
  const project = await createTestProject(source, "web", { hosts: 3, commits: 4 });
  const ctx = { ...createWorkerContext(source), actor: { kind: "user" as const, name: "ana" } };
  await haltAutomation(ctx, { projectId: project.id, reason: text });
  const wanted = { project, name: "ci", kind: "generic" as const, api: null, baseUrl: "http://127.0.0.1" };
  const made = await createSource(ctx, wanted);
  const { id } = await source.prisma.source.findUniqueOrThrow({ where: { key: made.source.key } });
  await source.prisma.delivery.create({
    data: {
      sourceId: id,
      deliveryKey: text,
      headers: { text, none: null, number: 1.5 },
      body: randomBytes(200_000),
      state: "received",
    },
  });
  const hosts = await source.prisma.host.findMany({ orderBy: { place: "asc" } });
  const hostIds = hosts.map((host) => host.id);
  await startTestRollout(source.prisma, project, { stages: [{ name: "fleet", hostIds }] });
});

test("what was backed up is restored, row by row, but for what nobody can know any more", async () => {
  const file = nextFile();
  const { manifest, rows } = await takeBackup(source.url, file, known);
  expect(manifest.projects).toEqual(["web"]);
  expect(manifest.keyIds).toHaveLength(1);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const before = await readAll(source.url);
  expect(rows).toBe([...before.values()].flat().length);
  const applied = await restoreBackup(target.url, file, { ...options, keyIds: manifest.keyIds });
  expect(applied).toEqual([]);
  const after = await readAll(target.url);
  expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  const doubted = ["AuditEntry", "Host", "HostDeploy", "HostRevision", "Project", "ProjectEvent", "Rollout"];
  for (const [name, stored] of before) {
    if (!doubted.includes(name)) expect(after.get(name), name).toEqual(stored);
  }
  expect(after.get("AuditEntry")).toEqual(expect.arrayContaining(before.get("AuditEntry") ?? []));
  const delivery = 'SELECT md5(body) AS body, headers FROM "Delivery"';
  const [theirs, ours] = [await source.pool.query(delivery), await withTarget((db) => db.pool.query(delivery))];
  expect(ours.rows).toEqual(theirs.rows);
});

test("every number continues above all that can have been handed out, and nothing looks known", async () => {
  const file = nextFile();
  const { manifest } = await takeBackup(source.url, file, known);
  await restoreBackup(target.url, file, { ...options, keyIds: manifest.keyIds });
  const handedOut = (BigInt(Date.now()) + 30n * 60_000n) * 1000n;
  await withTarget(async (db) => {
    const hosts = await db.prisma.host.findMany();
    expect(hosts).toHaveLength(3);
    for (const host of hosts) {
      expect(host.fence).toBeGreaterThan(handedOut);
      expect(host).toMatchObject({ currentRevision: null, doubtedSince: expect.any(Date), reachedAt: null });
    }
    const { hostDeploys, ...rollout } = await db.prisma.rollout.findFirstOrThrow({ include: { hostDeploys: true } });
    const stored = await source.prisma.rollout.findFirstOrThrow();
    expect(rollout.leaseEpoch).toBeGreaterThan(stored.leaseEpoch + 1000);
    expect(rollout.leaseOwner).toBeNull();
    expect(hostDeploys.map(({ state }) => state)).toEqual(["unknown", "unknown", "unknown"]);
    const project = await db.prisma.project.findFirstOrThrow();
    expect(project.haltReason).toContain(`Restored from a backup of ${manifest.takenAt}`);
    expect(project.haltReason).toContain(text);
    const { id } = await db.prisma.decision.create({
      data: { projectId: project.id, action: "idle", sentence: "", inputs: {}, gates: [], digest: "" },
    });
    expect(id).toBeGreaterThan(100_000);
    const entries = (await source.prisma.auditEntry.count()) + 1;
    expect(await verifyAudit(db.prisma, null)).toMatchObject({ outcome: "whole", entries });
    const audit = await db.prisma.auditEntry.findFirst({ orderBy: { id: "desc" } });
    expect(audit).toMatchObject({ action: "restoreBackup", actorName: "ana" });
  });
});

test("a database that is not empty is left alone without the word, and one in use with it", async () => {
  const file = nextFile();
  const { keyIds } = (await takeBackup(source.url, file, known)).manifest;
  const before = await readAll(target.url);
  await expect(restoreBackup(target.url, file, { ...options, keyIds, replace: false })).rejects.toThrow(/not empty/);
  await withTarget(async (db) => {
    await db.pool.query("SELECT 1");
    await expect(restoreBackup(target.url, file, { ...options, keyIds })).rejects.toThrow(/at work on this database/);
  });
  expect(await readAll(target.url)).toEqual(before);
});

test("without the key of its secrets a backup is restored only with the word, and then without them", async () => {
  const file = nextFile();
  await takeBackup(source.url, file, known);
  await expect(restoreBackup(target.url, file, options)).rejects.toThrow(/which is not here/);
  await restoreBackup(target.url, file, { ...options, forgetSecrets: true });
  await withTarget(async (db) => {
    expect(await db.prisma.source.findMany({ select: { secrets: true } })).toEqual([{ secrets: [] }]);
  });
});

test("without the key of secrets in a project file nothing is restored, whatever was said", async () => {
  const file = nextFile();
  const before = await readAll(target.url);
  const { deploy } = testProjectFile("secret").policy;
  await createTestProject(source, "secret", { policy: { deploy: { ...deploy, env: { TOKEN: "hunter2" } } } });
  const { manifest } = await takeBackup(source.url, file, known);
  expect(manifest.fileKeyIds).toEqual(manifest.keyIds);
  const restoring = restoreBackup(target.url, file, { ...options, forgetSecrets: true });
  await expect(restoring).rejects.toThrow(/project files hold secrets/);
  expect(await readAll(target.url)).toEqual(before);
  await source.prisma.project.delete({ where: { slug: "secret" } });
});

test.each<[string, (text: Buffer) => Buffer, RegExp]>([
  ["a flipped letter", (all) => Buffer.from(all.toString("latin1").replace("Commit", "Commut"), "latin1"), /checksum/],
  ["a lost row", (all) => Buffer.from(all.toString("latin1").replace(/\n[^{\\][^\n]*\n/, "\n"), "latin1"), /checksum/],
  ["a lost end", (all) => all.subarray(0, all.lastIndexOf("\n", all.length - 2)), /cut short/],
  ["another kind of file", () => Buffer.from("hello\n"), /is no backup/],
  ["nothing at all", () => Buffer.from(""), /is empty/],
])("%s is found before anything is touched", async (_name, change, why) => {
  const file = nextFile();
  await takeBackup(source.url, file, known);
  writeFileSync(file, gzipSync(change(gunzipSync(readFileSync(file)))));
  const before = await readAll(target.url);
  await expect(restoreBackup(target.url, file, { ...options, forgetSecrets: true })).rejects.toThrow(why);
  expect(await readAll(target.url)).toEqual(before);
});

test("a file that ends in its middle is found too", async () => {
  const file = nextFile();
  await takeBackup(source.url, file, known);
  writeFileSync(file, readFileSync(file).subarray(0, 2000));
  await expect(checkBackup(file)).rejects.toThrow(/cannot be read as a backup/);
});

/** A backup that says something else and is whole again. */
async function rewrite(file: string, change: (text: string) => string): Promise<void> {
  const { createHash } = await import("node:crypto");
  const lines = change(gunzipSync(readFileSync(file)).toString("latin1")).split("\n");
  const body = Buffer.from(`${lines.slice(0, -2).join("\n")}\n`, "latin1");
  const end = { ...JSON.parse(lines.at(-2) ?? ""), sha256: createHash("sha256").update(body).digest("hex") };
  writeFileSync(file, gzipSync(Buffer.concat([body, Buffer.from(`${JSON.stringify(end)}\n`)])));
}

test("a backup of a newer Sauron is refused", async () => {
  const file = nextFile();
  await takeBackup(source.url, file, known);
  const newest = readMigrations().at(-1)?.name ?? "";
  await rewrite(file, (all) => all.replaceAll(newest, "29990101000000_of_the_future"));
  const before = await readAll(target.url);
  const restoring = restoreBackup(target.url, file, { ...options, forgetSecrets: true });
  await expect(restoring).rejects.toThrow(/newer Sauron \(1\.2\.3\).*29990101000000_of_the_future/);
  expect(await readAll(target.url)).toEqual(before);
});

test("a backup of an older Sauron is brought up to date", async () => {
  const migrations = readMigrations().map(({ name }) => name);
  const older = mkdtempSync(join(directory, "older-"));
  for (const name of migrations.slice(0, -2)) {
    cpSync(join(migrationsDirectory, name), join(older, name), { recursive: true });
  }
  const name = `older_${randomBytes(6).toString("hex")}`;
  await source.pool.query(`CREATE DATABASE ${name}`);
  const { href: olderUrl } = Object.assign(new URL(source.url), { pathname: `/${name}` });
  await migrateDatabase(olderUrl, older);
  const client = new pg.Client({ connectionString: olderUrl });
  await client.connect();
  await client.query(`INSERT INTO "User" (id, name, email) VALUES ('1', 'ana', 'ana@example.org')`);
  await client.end();

  const file = nextFile();
  await takeBackup(olderUrl, file, known);
  expect(await restoreBackup(target.url, file, options)).toEqual(migrations.slice(-2));
  expect(await withTarget((db) => db.prisma.user.findMany())).toMatchObject([{ name: "ana" }]);
});

test("everybody signs in again after a restore: somebody may have been signed out since", async () => {
  const email = await addPerson({ db: source }, "ana", { role: "admin" });
  const { id: userId } = await source.prisma.user.findUniqueOrThrow({ where: { email } });
  const expiresAt = new Date(Date.now() + 3_600_000);
  await source.prisma.session.create({ data: { id: "one", token: "one", userId, expiresAt } });
  const file = nextFile();
  const { manifest } = await takeBackup(source.url, file, known);
  await restoreBackup(target.url, file, { ...options, keyIds: manifest.keyIds });
  await withTarget(async (db) => {
    expect(await db.prisma.user.count()).toBe(1);
    expect(await db.prisma.session.count()).toBe(0);
  });
});

test("a row that does not fit takes all back", async () => {
  const file = nextFile();
  await takeBackup(source.url, file, known);
  await rewrite(file, (all) => all.replace(/("table":"Commit"[^\n]*\n)(\d+)\t(\d+)\t/, "$1$2\t999\t"));
  const before = await readAll(target.url);
  await expect(restoreBackup(target.url, file, { ...options, forgetSecrets: true })).rejects.toThrow(/foreign key/);
  expect(await readAll(target.url)).toEqual(before);
});
