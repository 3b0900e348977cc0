import { Readable } from "node:stream";
import { expect, test, vi } from "vitest";
import { command } from "@/bin/commands/user";
import { callCommand } from "@/lib/testing/call-command";
import { createTestProject } from "@/lib/testing/project";
import { serveCommands } from "@/lib/testing/serve-commands";
import { askForSession, signIn, testPassword } from "@/lib/testing/sign-in-people";

const { db, api } = await serveCommands();
await createTestProject(db, "web");

/** Calls `sauron user …` with this on its standard input. */
async function call(args: string, input = "") {
  const stdin = vi.spyOn(process, "stdin", "get").mockReturnValue(Readable.from([input]) as typeof process.stdin);
  try {
    return await callCommand(command, ...args.split(" "));
  } finally {
    stdin.mockRestore();
  }
}

const email = "ana@example.org";
const signedIn = (cookie: string) => fetch(`${api.url}/api/v1/projects/web`, { headers: { cookie } });

test("whoever is at the machine lets people in, changes what they may, and shuts them out", async () => {
  expect(await call("list")).toMatchObject({ code: 0, out: "Nobody yet.\n" });
  const added = await call(`add ${email} --role admin`, `${testPassword}\n`);
  expect(added).toEqual({ code: 0, out: "ana can sign in as ana@example.org.\n", err: "" });
  const cookie = await signIn(api.url, email);
  expect((await signedIn(cookie)).status).toBe(200);

  expect(await call("add bo@example.org --role viewer --project web --name Bo", `${testPassword}\n`)).toMatchObject({
    code: 0,
  });
  expect((await call("list")).out).toBe(
    "ana@example.org  ana  admin of all projects\nbo@example.org  Bo  viewer of web\n",
  );
  expect((await call("role bo@example.org operator --project web")).out).toBe("bo@example.org is operator of web.\n");

  expect((await call(`sign-out ${email}`)).code).toBe(0);
  expect((await signedIn(cookie)).status).toBe(401);
  expect((await call(`reset-password ${email}`, "another password of hers\n")).code).toBe(0);
  expect((await askForSession(api.url, email)).status).toBe(401);
  expect((await askForSession(api.url, email, "another password of hers")).status).toBe(200);
  expect((await call("remove bo@example.org")).code).toBe(0);
  expect((await call("list")).out).not.toContain("bo@");
});

test("what cannot be done is told, and nothing has changed", async () => {
  expect(await call(`role ${email} none`)).toMatchObject({ code: 1, err: expect.stringContaining("admin") });
  expect(await call(`remove ${email}`)).toMatchObject({ code: 1, err: expect.stringContaining("admin") });
  expect(await call("add cy@example.org --role king", `${testPassword}\n`)).toMatchObject({ code: 2 });
  expect(await call("add cy@example.org --role viewer", "short\n")).toMatchObject({
    code: 2,
    err: expect.stringContaining("12 characters"),
  });
  expect(await call("add cy --role viewer", `${testPassword}\n`)).toMatchObject({ code: 2 });
  expect(await call("remove nobody@example.org")).toMatchObject({ code: 1 });
  expect(await call("bake")).toMatchObject({ code: 2, err: expect.stringContaining("add, list, role") });
  expect((await call("list")).out).toBe("ana@example.org  ana  admin of all projects\n");
});
