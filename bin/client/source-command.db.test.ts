import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { newSourceSchema, sourceViewSchema } from "@/lib/contracts/intake-views";
import { callCommand } from "@/lib/testing/call-command";
import { createTestDatabase } from "@/lib/testing/database";
import { createTestProject } from "@/lib/testing/project";
import { command as source } from "../commands/source";

const db = await createTestDatabase();
const folder = mkdtempSync(join(tmpdir(), "sauron sources "));
process.env.DATABASE_URL = db.url;
process.env.SAURON_DATA_DIR = folder;
process.env.SAURON_ACTOR = "Zoë";
process.env.SAURON_URL = "https://sauron.example.org";
process.env.TOKEN_OF_API = "t0ken";
afterAll(() => rmSync(folder, { recursive: true }));
await createTestProject(db, "web");

const call = (...argv: string[]) => callCommand(source, ...argv);
const find = (name: string) => db.prisma.source.findFirstOrThrow({ where: { name } });

test("add prints the address, the secret once, and what to paste", async () => {
  const added = await call("add", "github", "--kind", "github");
  const { key, secrets, createdBy } = await find("github");
  const [{ secret }] = secrets as [{ secret: string }];
  expect(added).toMatchObject({ code: 0, err: "" });
  expect(added.out).toContain(`Address  https://sauron.example.org/api/hooks/${key}\n`);
  expect(added.out).toContain(`Secret   ${secret}\n`);
  expect(createdBy).toBe("Zoë");
  const listed = await call("list");
  expect(listed.out).toContain(`github  github  /api/hooks/${key}  last delivery never`);
  expect(listed.out).not.toContain(secret);
});

test("add takes where the sender can be asked, the token from the environment", async () => {
  const where = ["--api-url", "https://api.github.com", "--api-repository", "shop/web"];
  const added = await call("add", "ci", "--kind", "gitlab", ...where, "--api-token-env", "TOKEN_OF_API", "--json");
  expect(newSourceSchema.parse(JSON.parse(added.out)).source.api).toMatchObject({ hasToken: true });
  expect(added.out).not.toContain("t0ken");
  expect((await find("ci")).api).toMatchObject({ token: "t0ken" });
});

test("add and require name the tests that must have passed", async () => {
  await call("add", "tests", "--kind", "generic", "--require", "unit", "--require", "lint");
  expect((await find("tests")).requiredContexts).toEqual(["unit", "lint"]);
  expect((await call("require", "tests", "--require", "unit")).out).toBe("Of tests, unit must have passed.\n");
  expect((await find("tests")).requiredContexts).toEqual(["unit"]);
  expect((await call("require", "tests", "--require", " ")).code).toBe(2);
});

test("rotate and drop-old-secret lead from one secret to another", async () => {
  const rotated = await call("rotate", "ci", "--json");
  expect(newSourceSchema.parse(JSON.parse(rotated.out)).source.secrets).toHaveLength(2);
  const dropped = await call("drop-old-secret", "ci", "--json");
  expect(sourceViewSchema.parse(JSON.parse(dropped.out)).secrets).toHaveLength(1);
  expect((await call("drop-old-secret", "ci")).code).toBe(1);
});

test("disable and enable say what is so now", async () => {
  expect(await call("disable", "ci")).toMatchObject({ code: 0, out: "ci refuses everything.\n" });
  expect((await find("ci")).enabled).toBe(false);
  expect((await call("list")).out).toContain("disabled");
  expect(await call("enable", "ci")).toMatchObject({ code: 0, out: "ci takes deliveries.\n" });
});

const wrong: [argv: string[], code: number, says: RegExp][] = [
  [[], 2, /say add, list/],
  [["add", "x"], 2, /--kind is one of github/],
  [["add", "x", "--kind", "cvs"], 2, /--kind is one of/],
  [["add", "a b", "--kind", "git"], 2, /letters, digits/],
  [["add", "x", "--kind", "git", "--api-url", "https://a.example"], 2, /--api-repository/],
  [["add", "x", "--kind", "git", "--api-url", "file:///x", "--api-repository", "r"], 2, /write --api-url/],
  [["add", "x", "--kind", "git", "--api-url", "https://a.example", "--api-repository", "r"], 1, /cannot ask/],
  [["list", "x"], 2, /right arguments/],
  [["rotate", "none"], 1, /no source "none"/],
  [["add", "ci", "--kind", "git"], 1, /already/],
  [["list", "--project", "none"], 1, /no project/],
];
test.each(wrong)("%j -> %i, and says what is wrong", async (argv, code, says) => {
  const told = await call(...argv);
  expect([told.code, told.out]).toEqual([code, ""]);
  expect(told.err).toMatch(says);
});
