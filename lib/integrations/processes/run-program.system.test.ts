import { tmpdir } from "node:os";
import { expect, test, vi } from "vitest";
import { inTime } from "@/lib/testing/in-time";
import { type ProgramCall, runProgram } from "./run-program";

async function run(script: string, changes: Partial<ProgramCall> = {}) {
  const lines: string[] = [];
  const end = await runProgram({
    argv: ["/bin/sh", "-c", script],
    cwd: tmpdir(),
    env: { PATH: process.env.PATH ?? "" },
    timeoutSeconds: 20,
    graceSeconds: 1,
    signal: new AbortController().signal,
    onLine: ({ stream, text }) => lines.push(`${stream} ${text}`),
    ...changes,
  });
  return { end, lines };
}

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test("passes both outputs on line by line, also the last without a newline, and the exit code", async () => {
  const { end, lines } = await run("echo one; echo two >&2; printf three; exit 3");
  expect(end).toEqual({ end: "exited", code: 3 });
  expect(lines.toSorted()).toEqual(["err two", "out one", "out three"]);
});

test("its environment is what it was given and nothing else of this process", async () => {
  vi.stubEnv("DATABASE_URL", "postgresql://secret");
  const { lines } = await run("env", { env: { PATH: "/usr/bin:/bin", CI: "true" } });
  vi.unstubAllEnvs();
  const names = lines.map((line) => line.slice(4).split("=", 1)[0]);
  expect(names).toEqual(expect.arrayContaining(["PATH", "CI"]));
  expect(names.filter((name) => !["PATH", "CI", "PWD", "OLDPWD", "SHLVL", "_"].includes(name ?? ""))).toEqual([]);
});

test.each([
  ["obeys", "sleep 1000 & echo $!; wait"],
  ["ignores TERM", "trap '' TERM; sleep 1000 & echo $!; while :; do wait; done"],
])("a program that %s is ended at its timeout with all it started", async (_name, script) => {
  const { end, lines } = await run(script, { timeoutSeconds: 0.3 });
  expect(end).toEqual({ end: "timeout" });
  const pid = Number(lines[0]?.slice(4));
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), inTime);
});

test("a program is ended by its signal", async () => {
  const stop = new AbortController();
  const { end } = await run("echo ready; sleep 1000", { signal: stop.signal, onLine: () => stop.abort() });
  expect(end).toEqual({ end: "stopped" });
});

test("a process that left the group does not hold the end up", async () => {
  const { end } = await run("setsid sleep 5 & exit 0", { timeoutSeconds: 4 });
  expect(end).toEqual({ end: "exited", code: 0 });
});

test("a directory that is not there is told", async () => {
  expect((await run("true", { cwd: "/no/such/place" })).end).toMatchObject({ end: "not-started" });
});
