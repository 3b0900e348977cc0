import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { claimDataDir, readRunFile, writeRunFile } from "./run-file";

let dataDir: string;

beforeEach(() => {
  dataDir = join(mkdtempSync(join(tmpdir(), "sauron-run-")), "data");
});

afterEach(() => rmSync(join(dataDir, ".."), { recursive: true }));

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
    ["whose number nobody has", JSON.stringify({ pid: 4_194_303, startedAt: "1" })],
    ["whose number another program has now", JSON.stringify({ pid: process.pid, startedAt: "long ago" })],
    ["that was cut short while writing", '{"pid":'],
  ])("takes over from a process %s", (_name, left) => {
    claimDataDir(dataDir).release();
    writeFileSync(join(dataDir, "supervisor.lock"), left);
    expect(() => claimDataDir(dataDir)).not.toThrow();
  });
});

describe("run.json", () => {
  const run = { url: "http://127.0.0.1:4400", databaseUrl: "postgresql://u:p@h/d", pid: process.pid };

  test("tells where the running Sauron is, to its owner alone", () => {
    claimDataDir(dataDir);
    writeRunFile(dataDir, run);
    expect(readRunFile(dataDir)).toEqual(run);
    expect(statSync(join(dataDir, "run.json")).mode & 0o777).toBe(0o600);
  });

  test("of a process that is gone tells nothing", () => {
    claimDataDir(dataDir);
    writeRunFile(dataDir, { ...run, pid: 4_194_303 });
    expect(readRunFile(dataDir)).toBeNull();
  });

  test("is gone after a stop", () => {
    const claim = claimDataDir(dataDir);
    writeRunFile(dataDir, run);
    claim.release();
    expect(readRunFile(dataDir)).toBeNull();
  });
});
