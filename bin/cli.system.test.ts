import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const sauron = resolve(import.meta.dirname, "sauron.mjs");

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((settle) => {
    execFile(process.execPath, [sauron, ...args], { cwd: tmpdir() }, (error, stdout, stderr) =>
      settle({ code: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

test("--help lists every command and the exit codes", async () => {
  const { code, stdout } = await run("--help");
  expect(code).toBe(0);
  for (const name of [
    "build",
    "demo",
    "start",
    "web",
    "worker",
    "migrate",
    "apply",
    "check",
    "plan",
    "judge",
    "parse-log",
    "status",
    "rollouts",
    "abort",
  ]) {
    expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
  }
  expect(stdout).toContain("Exit codes:");
});

test.each(["demo", "start", "migrate", "plan", "abort"])(
  "%s --help says how to call it and what it exits with",
  async (name) => {
    const { code, stdout } = await run(name, "--help");
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(new RegExp(`^Usage: sauron ${name}[\\s\\S]*[Ee]xit code`)),
    });
  },
);

test("--version prints the version alone", async () => {
  expect((await run("--version")).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

test("an unknown command exits 2 with the nearest one", async () => {
  const { code, stdout, stderr } = await run("abrot", "7");
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining('Did you mean "abort"?'),
  });
});

test("an unknown option exits 2", async () => {
  expect(await run("migrate", "--jsn")).toMatchObject({ code: 2, stderr: expect.stringContaining("--jsn") });
});
