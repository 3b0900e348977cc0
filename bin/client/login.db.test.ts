import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { createToken } from "@/lib/services/tokens/create-token";
import { createTestProject } from "@/lib/testing/project";
import { serveCommands } from "@/lib/testing/serve-commands";

const { db, api } = await serveCommands();
const project = await createTestProject(db, "web", { commits: 1 });
await createTestProject(db, "shop");
const { token } = await createToken(
  { db, actor: { kind: "user", name: "ana" } },
  { projectId: project.id, name: "laptop", scopes: ["read"], days: 30, replace: false },
);

const home = mkdtempSync(join(tmpdir(), "sauron home "));
afterAll(() => rmSync(home, { recursive: true }));
const file = join(home, "sauron", "credentials.json");
const sauron = fileURLToPath(new URL("../sauron.mjs", import.meta.url));

/** The command line in a process of its own, on a machine where no Sauron runs. */
async function call(args: string[], { input = "", ...env }: Record<string, string> = {}) {
  const { SAURON_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [sauron, ...args], { env: { ...inherited, XDG_CONFIG_HOME: home, ...env } });
  child.stdin.end(input);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return { code: child.exitCode, out, err };
}

describe("login", () => {
  test("keeps a token for this user alone, which the other commands then speak with, until it is dropped", async () => {
    const told = await call(["login", api.url], { input: `${token}\n` });
    expect(told).toMatchObject({ code: 0, err: "" });
    expect(told.out).toContain(`Logged in to ${api.url} as laptop: read of project web, until `);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    // There are two projects, and the token is for one.
    expect(await call(["status"])).toMatchObject({ code: 0, out: expect.stringContaining("web") });
    expect(await call(["mode", "suggest", "--reason", "it is late"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("This token may not do this; it needs deploy, and has read."),
    });

    chmodSync(file, 0o644);
    expect(await call(["status"])).toMatchObject({ code: 1, err: expect.stringContaining('"chmod 600"') });
    chmodSync(file, 0o600);
    expect((await call(["login", api.url, "--forget"])).code).toBe(0);
    expect((await call(["login", api.url, "--forget"])).code).toBe(1);
    expect((await call(["status"])).code).toBe(3);
  });

  test("keeps nothing that does not work", async () => {
    const unknown = `${token.slice(0, -1)}${token.endsWith("A") ? "B" : "A"}`;
    expect(await call(["login", api.url], { input: `${unknown}\n` })).toMatchObject({ code: 1 });
    expect(await call(["login", api.url], { input: "password\n" })).toMatchObject({ code: 2 });
    expect(await call(["login", "http://sauron.example.org"], { input: `${token}\n` })).toMatchObject({ code: 2 });
    expect((await call(["status"])).code).toBe(3);
  });
});

test("a token in the environment needs no login", async () => {
  const told = await call(["status"], { SAURON_URL: api.url, SAURON_TOKEN: token });
  expect(told).toMatchObject({ code: 0, out: expect.stringContaining("web") });
});
