import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { claimDataDir, readRunFile, writeRunFile } from "./run-file";

let dataDir: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), "sauron-run-")), "data");
});

afterEach(() => {
  for (const child of children.splice(0)) child.stdin?.end();
  rmSync(join(dataDir, ".."), { recursive: true });
});

describe("claimDataDir", () => {
  test("refuses a second Sauron on the same directory, naming the first", () => {
    claimDataDir(dataDir);
    expect(() => claimDataDir(dataDir)).toThrow(`Sauron already runs on ${dataDir} (process ${process.pid})`);
  });

  test("gives way once the first has let go", () => {
    claimDataDir(dataDir).release();
    expect(() => claimDataDir(dataDir)).not.toThrow();
  });

  test.each([
    ["whose number nobody has", "supervisor-4194303-1.lock"],
    ["whose number another program has now", `supervisor-${process.pid}-1.lock`],
  ])("takes over from a process %s", (_name, left) => {
    mkdirSync(dataDir);
    writeFileSync(join(dataDir, left), "");
    claimDataDir(dataDir);
    expect(readdirSync(dataDir)).toHaveLength(1);
    expect(readdirSync(dataDir)).not.toContain(left);
  });

  test("lets one of several win that find a dead one's claim at the same moment", async () => {
    const rounds = 60;
    for (let round = 0; round < rounds; round++) {
      mkdirSync(join(dataDir, `${round}`), { recursive: true });
      writeFileSync(join(dataDir, `${round}`, "supervisor-4194303-1.lock"), "");
    }
    const startAt = Date.now() + 4_000;
    const wins = await Promise.all([1, 2, 3].map(() => claimInTurn(rounds, startAt)));
    for (let round = 0; round < rounds; round++) {
      expect(wins.filter((won) => won.includes(round)).length, `round ${round}`).toBeLessThanOrEqual(1);
    }
    expect(new Set(wins.flat()).size).toBeGreaterThan(rounds / 2);
  });
});

/** Claims one directory after the other in a process of its own, each at a moment all agree on; returns those it got. */
async function claimInTurn(rounds: number, startAt: number): Promise<number[]> {
  const module = pathToFileURL(join(import.meta.dirname, "run-file.ts")).href;
  const code = `import { claimDataDir } from ${JSON.stringify(module)};
    const won = [];
    for (let round = 0; round < ${rounds}; round++) {
      while (Date.now() < ${startAt} + round * 20);
      try { claimDataDir(${JSON.stringify(dataDir)} + "/" + round); won.push(round); } catch {}
    }
    console.log(JSON.stringify(won));
    await new Promise((settle) => process.stdin.on("end", settle).resume());`;
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", code], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  const [line] = (await once(createInterface({ input: child.stdout as Readable }), "line")) as [string];
  return JSON.parse(line) as number[];
}

describe("run.json", () => {
  const run = {
    url: "http://127.0.0.1:4400",
    ownerUrl: "postgresql://o:p@h/d",
    databaseUrl: "postgresql://u:p@h/d",
    pid: process.pid,
  };

  test("tells where the running Sauron is, to its owner alone", () => {
    claimDataDir(dataDir);
    writeRunFile(dataDir, run);
    expect(readRunFile(dataDir)).toEqual(run);
    expect(statSync(join(dataDir, "run.json")).mode & 0o777).toBe(0o600);
  });

  test("of an early version, which worked as the owner, names the one address twice", () => {
    claimDataDir(dataDir);
    writeRunFile(dataDir, run);
    const path = join(dataDir, "run.json");
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), ownerUrl: undefined }));
    expect(readRunFile(dataDir)).toEqual({ ...run, ownerUrl: run.databaseUrl });
  });

  test("of a process that is gone tells nothing", () => {
    claimDataDir(dataDir);
    writeRunFile(dataDir, { ...run, pid: 4_194_303 });
    expect(readRunFile(dataDir)).toBeNull();
  });

  test("of a process whose number another program has now tells nothing", () => {
    claimDataDir(dataDir);
    writeRunFile(dataDir, run);
    const path = join(dataDir, "run.json");
    writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, "utf8")), startedAt: "1" }));
    expect(readRunFile(dataDir)).toBeNull();
  });

  test("is gone after a stop", () => {
    const claim = claimDataDir(dataDir);
    writeRunFile(dataDir, run);
    claim.release();
    expect(readRunFile(dataDir)).toBeNull();
  });
});
