import { beforeEach, expect, test } from "vitest";
import { parseSecretKeys } from "@/lib/config/secret-keys";
import { createSource } from "@/lib/services/sources/create-source";
import { rotateSecret } from "@/lib/services/sources/rotate-secret";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject } from "@/lib/testing/project";
import { addPerson } from "@/lib/testing/sign-in-people";
import { keepProviderAccess } from "./provider-access";
import { sealStoredSecrets } from "./seal-stored-secrets";
import { openSecret } from "./sealed-secrets";
import { findHookSource, findSourceByKey } from "./sources";

const db = await createTestDatabase();
const project = await createTestProject(db, "web");
const ctx = { db, actor: { kind: "user" as const, name: "ana" } };
const api = { url: "https://api.example.org", repository: "shop/web", token: "t0ken-of-the-api" };
const keysOf = (...fillings: string[]) =>
  parseSecretKeys(fillings.map((filling) => Buffer.alloc(32, filling).toString("base64")).join(","));
const inForce = keysOf("test");

beforeEach(async () => {
  await db.prisma.source.deleteMany();
});

function addSource(name: string) {
  const wanted = { project, name, kind: "github" as const, api, baseUrl: "http://localhost" };
  return createSource(ctx, wanted);
}

/** Every row of every table, as a dump has it. */
async function dump(): Promise<string> {
  const { rows } = await db.pool.query<{ name: string }>(
    "SELECT quote_ident(table_name) AS name FROM information_schema.tables WHERE table_schema = 'public'",
  );
  const tables = await Promise.all(rows.map(({ name }) => db.pool.query(`SELECT t::text AS row FROM ${name} t`)));
  return tables.flatMap((table) => table.rows.map(({ row }) => row)).join("\n");
}

async function storeInTheClear(key: string, secret: string) {
  const secrets = [{ secret, addedAt: new Date().toISOString() }];
  await db.prisma.source.update({ where: { key }, data: { secrets, api } });
}

test("a dump of the database has neither a secret nor a token, and those who need them read them", async () => {
  const { source, secret } = await addSource("github");
  const rotated = await rotateSecret(ctx, {
    key: source.key,
    project: project.slug,
    baseUrl: "http://localhost",
    reason: null,
  });
  const dumped = await dump();
  expect(dumped).toContain(source.key);
  for (const planted of [secret, rotated.secret, api.token]) expect(dumped).not.toContain(planted);
  const hook = await findHookSource(db, source.key);
  expect(hook?.secrets.map((one) => one.secret)).toEqual([rotated.secret, secret]);
  expect((await findSourceByKey(db.prisma, source.key))?.api).toEqual(api);
});

test("what lies in the clear is read, and sealed at the next start, once", async () => {
  const { source } = await addSource("github");
  await addSource("already sealed");
  await storeInTheClear(source.key, "planted-in-the-clear");
  expect((await findHookSource(db, source.key))?.secrets).toMatchObject([{ secret: "planted-in-the-clear" }]);
  expect(await sealStoredSecrets(db.url, inForce)).toBe(1);
  expect(await dump()).not.toMatch(/planted-in-the-clear|t0ken-of-the-api/);
  expect((await findHookSource(db, source.key))?.secrets).toMatchObject([{ secret: "planted-in-the-clear" }]);
  expect(await sealStoredSecrets(db.url, inForce)).toBe(0);
});

test("a new key takes over what the old one sealed; without the old one nothing is changed", async () => {
  const { source, secret } = await addSource("github");
  const before = await dump();
  await expect(sealStoredSecrets(db.url, keysOf("new"))).rejects.toThrow(/does not have/);
  expect(await dump()).toBe(before);
  expect(await sealStoredSecrets(db.url, keysOf("new", "test"))).toBe(1);
  await expect(findHookSource(db, source.key)).rejects.toThrow(/does not have/);
  expect(await sealStoredSecrets(db.url, keysOf("test", "new"))).toBe(1);
  expect((await findHookSource(db, source.key))?.secrets).toMatchObject([{ secret }]);
});

test("with what the sign-in provider is asked is sealed anew too", async () => {
  const tokens = { accessToken: "planted-access-token", expiresAt: null, refreshToken: "planted-refresh-token" };
  const email = await addPerson({ db }, "ana", { role: "viewer" });
  const { id } = await db.prisma.user.findUniqueOrThrow({ where: { email } });
  await keepProviderAccess(db.prisma, id, tokens);
  expect(await dump()).not.toContain("planted-");
  await sealStoredSecrets(db.url, keysOf("new", "test"));
  const { tokens: stored } = await db.prisma.providerAccess.findUniqueOrThrow({ where: { userId: id } });
  expect(() => openSecret(stored, keysOf("test"))).toThrow(/does not have/);
  expect(JSON.parse(openSecret(stored, keysOf("new")))).toEqual(tokens);
});
