import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { expect, test, vi } from "vitest";
import { inTime } from "@/lib/testing/in-time";
import { type LeashedProcess, spawnLeashed } from "./spawn-leashed";

/** A program that prints the number of its process, obeys or ignores TERM, and leaves a child of its own behind. */
const obedient = "sleep 1000 & echo $$ $!; wait";
const deaf = "trap '' TERM; sleep 1000 & echo $$ $!; while :; do wait; done";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function start(script: string, graceSeconds = 1): LeashedProcess {
  return spawnLeashed({ argv: ["/bin/sh", "-c", script], stopSignal: "TERM", graceSeconds, output: "pipe" });
}

async function readPids({ child }: LeashedProcess): Promise<number[]> {
  const [line] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
  return line.split(" ").map(Number);
}

test.each([
  ["that obeys", obedient],
  ["that ignores TERM", deaf],
])("stop ends a program %s, with all it started", async (_name, script) => {
  const leashed = start(script);
  const pids = await readPids(leashed);
  await leashed.stop();
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), inTime);
});

test("what a program that ended by itself left behind is ended too", async () => {
  const leashed = start("sleep 1000 & echo $!");
  const pids = await readPids(leashed);
  expect(await leashed.exited).toMatchObject({ code: 0 });
  await vi.waitFor(() => expect(pids.filter(isAlive)).toEqual([]), inTime);
});

test("passes the exit code on", async () => {
  expect((await start("exit 7").exited).code).toBe(7);
});

test("a program that is not there is told by its exit code", async () => {
  const leashed = spawnLeashed({ argv: ["/no/such/program"], stopSignal: "TERM", graceSeconds: 1, output: "pipe" });
  expect((await leashed.exited).code).toBe(127);
});

test.each([
  ["that obeys", obedient],
  ["that ignores TERM", deaf],
])("a program %s does not outlive a parent that is killed", async (_name, script) => {
  const module = pathToFileURL(resolve(import.meta.dirname, "spawn-leashed.ts")).href;
  const code = `import { spawnLeashed } from ${JSON.stringify(module)};
    const { child } = spawnLeashed({ argv: ["/bin/sh", "-c", ${JSON.stringify(script)}], stopSignal: "TERM", graceSeconds: 1, output: "pipe" });
    child.stdout.pipe(process.stdout);`;
  const parent = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(createInterface({ input: parent.stdout }), "line")) as [string];
  parent.kill("SIGKILL");
  await vi.waitFor(() => expect(line.split(" ").map(Number).filter(isAlive)).toEqual([]), inTime);
});
