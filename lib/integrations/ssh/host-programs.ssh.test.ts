import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isRunning, scriptStep, until } from "@/lib/testing/ssh/deploy-probe";
import { buildDeployCommand, buildProbeCommand, buildStopCommand } from "./host-guard";
import { parseHostMarker } from "./host-marker";

const root = realpathSync(mkdtempSync(join(tmpdir(), "guard ")));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const shells = ["dash", "bash", "busybox", "zsh"].flatMap((shell) => findProgram(shell) ?? []);
const tools = ["flock", "no flock"] as const;

describe.each(shells)("the guard under %s", (shell) => {
  describe.each(tools)("with %s", (tool) => {
    const home = join(root, `${shell.replaceAll("/", "-")} ${tool}`);
    const bin = join(home, "bin");
    mkdirSync(bin, { recursive: true });
    fillBin(bin, tool === "flock");

    test.skipIf(tool === "flock" && !findProgram("flock"))("starts in any order and number never overlap", async () => {
      const fences = Array.from({ length: 24 }, (_none, index) => ((index * 7) % 24) + 1);
      const work = 'mkdir "$HOME/inside" || echo overlap; echo "$SAURON_REVISION" >> "$HOME/ran"; rmdir "$HOME/inside"';
      const runs = await Promise.all(
        fences.map((fence) => finish(start({ fence, script: work, revision: `${fence}` }))),
      );
      expect(runs.filter(({ out }) => out.includes("overlap"))).toEqual([]);
      expect(runs.filter(({ code }) => code !== 0 && code !== 75 && code !== 76)).toEqual([]);
      const ran = readFileSync(join(home, "ran"), "utf8").trim().split("\n").map(Number);
      expect(ran).toEqual([...ran].sort((a, b) => a - b));
      expect(ran).toHaveLength(runs.filter(({ code }) => code === 0).length);
      expect((await finish(start({ fence: ran.at(-1) as number, script: "true" }))).code).toBe(76);
    });

    test("the lock of a killed guard is free, its living steps are not", async () => {
      const guard = start({ fence: 100, script: "echo $$; exec sleep 1000" });
      const step = Number(await firstLine(guard, /^\d+$/));
      guard.kill("SIGKILL");
      await finish(guard);
      expect(isRunning(step)).toBe(true);
      expect((await finish(start({ fence: 101, script: "true" }))).code).toBe(75);
      const probe = () => parseHostMarker(execute(buildProbeCommand(question)));
      expect(probe()?.lastDeploy).toMatchObject({ fence: 100n, state: "running" });
      const other = { ...asked, graceSeconds: 1, fence: 7n };
      expect(parseHostMarker(execute(buildStopCommand(other)))?.alive).toBe(true);
      const stopped = parseHostMarker(execute(buildStopCommand({ ...other, fence: null })));
      expect(stopped).toMatchObject({ alive: false, lastDeploy: { state: "interrupted" } });
      expect(isRunning(step)).toBe(false);
      expect((await finish(start({ fence: 102, script: "true" }))).code).toBe(0);
      expect(probe()?.lastDeploy).toMatchObject({ fence: 102n, state: "succeeded" });
    });

    test("TERM ends as aborted and is told", async () => {
      const guard = start({ fence: 200, script: "trap 'exit 0' TERM; echo ready; while :; do sleep 0.05; done" });
      await firstLine(guard, /^ready$/);
      process.kill(-(guard.pid as number), "SIGTERM");
      const { code, out } = await finish(guard);
      expect(code).toBe(143);
      expect(out).toMatch(/nonce aborted/);
      const { lastDeploy } = parseHostMarker(execute(buildProbeCommand(question))) ?? {};
      expect(lastDeploy).toMatchObject({ fence: 200n, state: "aborted" });
    });

    test("a deploy that was closed before it began never runs, whichever of the two comes first by a moment", async () => {
      const ends = [];
      for (const fence of [301, 302, 303, 304, 305, 306]) {
        const run = finish(start({ fence, script: `echo ${fence} >> "$HOME/closing"` }));
        const probe = await finish(launch(buildProbeCommand({ ...question, close: BigInt(fence) })));
        const { code } = await run;
        const ran = (existsSync(join(home, "closing")) ? readFileSync(join(home, "closing"), "utf8") : "").split("\n");
        const { closed } = parseHostMarker(probe.out) ?? {};
        ends.push({ code, closed: closed === BigInt(fence), ran: ran.includes(`${fence}`) });
      }
      // Busy is whoever finds the other at the lock.
      for (const { code, closed, ran } of ends) {
        expect([0, 75, 76]).toContain(code);
        expect(ran).toBe(code === 0);
        if (closed) expect(ran).toBe(false);
      }
      await finish(launch(buildProbeCommand({ ...question, close: 310n })));
      const late = await finish(start({ fence: 310, script: "true" }));
      expect(late).toMatchObject({ code: 76, out: expect.stringContaining("nonce closed") });
      expect((await finish(start({ fence: 311, script: "true" }))).code).toBe(0);
    });

    test("a home that cannot be written is told", async () => {
      const command = commandOf({ fence: 1, script: "true" }, "/dev/null/state");
      expect(await finish(launch(command))).toMatchObject({ code: 74, out: expect.stringContaining("unwritable") });
    });

    const asked = { project: "web", hostState: null };
    const question = { ...asked, revisionCommand: null, close: null };
    const start = (run: Run) => launch(commandOf(run));
    const environment = { HOME: home, PATH: bin };
    const execute = (command: string) =>
      execFileSync("/bin/sh", ["-c", withShell(command)], { env: environment as never, cwd: home }).toString();
    const launch = (command: string) =>
      spawn("/bin/sh", ["-c", withShell(command)], {
        env: environment as never,
        cwd: home,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
      });
    const withShell = (command: string) =>
      command.replace(" /bin/sh -c ", shell.endsWith("busybox") ? ` ${shell} sh -c ` : ` ${shell} -c `);
  });
});

type Run = { fence: number; script: string; revision?: string };

function commandOf({ fence, script, revision = "rev" }: Run, hostState: string | null = null): string {
  const command = {
    project: "web",
    rollout: 1,
    revision,
    fence: BigInt(fence),
    steps: [scriptStep(script)],
    env: {},
    graceSeconds: 1,
  };
  return buildDeployCommand({ command, host: "host-1", nonce: "nonce", hostState });
}

/** Only what a small system has, so that the guard cannot lean on more. */
function fillBin(bin: string, withFlock: boolean): void {
  const names = ["cat", "date", "env", "head", "ln", "mkdir", "mv", "ps", "rm", "rmdir", "sleep", "sysctl"];
  for (const name of withFlock ? [...names, "flock"] : names) {
    const path = findProgram(name);
    if (path) symlinkSync(path, join(bin, name));
  }
}

function findProgram(name: string): string | null {
  const folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin", "/usr/local/bin", "/opt/homebrew/bin"];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

function finish(child: ChildProcess): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve) => {
    let out = "";
    child.stdout?.on("data", (chunk: Buffer) => {
      out += chunk.toString();
    });
    child.once("exit", (code) => {
      // A process that was left running holds the pipes.
      if (code === null) resolve({ code, out });
    });
    child.once("close", (code) => resolve({ code, out }));
  });
}

async function firstLine(child: ChildProcess, pattern: RegExp): Promise<string> {
  let out = "";
  child.stdout?.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  const find = () => out.split("\n").find((line) => pattern.test(line));
  await until(`a line like ${pattern}`, () => find() !== undefined);
  return find() as string;
}
