import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { newSourceSchema, sourceViewSchema } from "@/lib/contracts/intake-views";
import { openSecret } from "@/lib/db/sealed-secrets";
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
  const [sealed] = secrets as [{ secret: string }];
  const secret = openSecret(sealed.secret);
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
  const { token } = (await find("ci")).api as { token: string };
  expect([token.includes("t0ken"), openSecret(token)]).toEqual([false, "t0ken"]);
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

const listening = ["--host", "git.example.org", "--user", "sauron", "--key", "/keys/gerrit"];
const pinned = [...listening, "--host-key", `SHA256:${"A".repeat(43)}`];

test("stream says where a Gerrit is listened to, and list how that stands", async () => {
  await call("add", "gerrit", "--kind", "gerrit");
  const told = await call("stream", "gerrit", ...pinned);
  expect(told).toMatchObject({ code: 0, err: "" });
  expect(told.out).toContain("listens to git.example.org:29418 for web;");
  expect((await call("list")).out).toMatch(/gerrit {2}gerrit .*, stream waits for a worker\n/);
  const failed = { failure: "It was refused.", nextTryAt: new Date() };
  await db.prisma.sourceStream.updateMany({ data: failed });
  expect((await call("list")).out).toMatch(/stream not connected, tried again at .*Z: It was refused\./);
  const elsewhere = await call("stream", "gerrit", ...pinned, "--port", "29419", "--repository", "shop/all", "--json");
  const view = { host: "git.example.org", port: 29419, user: "sauron", repository: "shop/all", state: "waiting" };
  expect(sourceViewSchema.parse(JSON.parse(elsewhere.out)).stream).toMatchObject(view);
  expect((await call("stream", "gerrit", "--off")).out).toBe("Nobody listens to a stream of gerrit.\n");
  expect(await db.prisma.sourceStream.count()).toBe(0);
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
  [["stream", "gerrit"], 2, /give --host, --user and --key, or --off/],
  [["stream", "gerrit", ...listening], 2, /give --host-key.*ssh-keyscan -p 29418 git.example.org/],
  [["stream", "gerrit", ...listening, "--host-key", "MD5:aa"], 2, /--host-key: write the fingerprint as SHA256/],
  [["stream", "gerrit", ...pinned, "--port", "0x10"], 2, /--port: write a number from 1 to 65535/],
  [["stream", "gerrit", ...pinned, "--key", "keys/gerrit"], 2, /--key: write a path that begins with \//],
  [["stream", "gerrit", ...pinned, "--off"], 2, /--off stands alone/],
  [["stream", "gerrit", ...pinned, "--host", "ssh.example.org"], 1, /Say what Gerrit calls the repository/],
  [["stream", "github", ...pinned], 1, /Only a Gerrit has a stream/],
  [["stream", "none", ...pinned], 1, /no source "none"/],
];
test.each(wrong)("%j -> %i, and says what is wrong", async (argv, code, says) => {
  const told = await call(...argv);
  expect([told.code, told.out]).toEqual([code, ""]);
  expect(told.err).toMatch(says);
});
