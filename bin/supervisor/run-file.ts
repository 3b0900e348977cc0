import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseUrls } from "@/lib/db/working-role";
import { SauronError } from "@/lib/errors";
import { readProcess } from "@/lib/integrations/processes/read-process";

/** `run.json` in the data directory: where the running Sauron is found. Holds passwords: mode 600. */
export type RunFile = DatabaseUrls & { url: string; pid: number };

/** Early versions worked as the owner. */
type KeptRun = Omit<RunFile, "ownerUrl"> & { ownerUrl?: string; startedAt?: string };

/** What a running Sauron on this data directory left; null when none runs. */
export function readRunFile(dataDir: string): RunFile | null {
  try {
    const text = readFileSync(join(dataDir, "run.json"), "utf8");
    const { startedAt, ...run } = JSON.parse(text) as KeptRun;
    if (startedAt === undefined || readProcess(run.pid)?.startedAt !== startedAt) return null;
    return { ...run, ownerUrl: run.ownerUrl ?? run.databaseUrl };
  } catch {
    return null;
  }
}

export function writeRunFile(dataDir: string, run: RunFile): void {
  const startedAt = readProcess(run.pid)?.startedAt;
  writeFileSync(join(dataDir, "run.json"), `${JSON.stringify({ ...run, startedAt })}\n`, { mode: 0o600 });
}

/** Tries of processes that start at the same moment; each but the last ends with a pause of its own length. */
const maximalTries = 5;

/**
 * Claims a data directory for this process until `release`. Each process writes a claim of its own and then looks for
 * others: of two, the later one sees the earlier. As nobody removes a claim but its owner, or whoever finds its owner
 * gone, there is no moment in which two could hold the directory.
 *
 * @throws SauronError "conflict" when another live process holds it
 */
export function claimDataDir(dataDir: string): { release(): void } {
  mkdirSync(dataDir, { recursive: true });
  const own = claimName(readProcess(process.pid) ?? { pid: process.pid, startedAt: "" });
  for (let tries = 1; ; tries++) {
    const holder = findHolder(dataDir);
    if (holder !== null) {
      throw new SauronError(
        "conflict",
        `Sauron already runs on ${dataDir} (process ${holder}). Stop it first, or choose another data directory.`,
      );
    }
    writeFileSync(join(dataDir, own), "", { flag: "wx" });
    if (findHolder(dataDir, own) === null) return { release: () => releaseClaim(dataDir, own) };
    rmSync(join(dataDir, own), { force: true });
    if (tries === maximalTries) throw new SauronError("conflict", `Another Sauron is just starting on ${dataDir}.`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10 + Math.random() * 100);
  }
}

function releaseClaim(dataDir: string, own: string): void {
  rmSync(join(dataDir, "run.json"), { force: true });
  rmSync(join(dataDir, own), { force: true });
}

type Claimant = { pid: number; startedAt: string };

/** The name says it all, so that no claim is ever seen half written. */
function claimName({ pid, startedAt }: Claimant): string {
  return `supervisor-${pid}-${encodeURIComponent(startedAt)}.lock`;
}

/** The number of a live process that claims the directory, `except` one; claims of processes that are gone are removed. */
function findHolder(dataDir: string, except?: string): number | null {
  let holder: number | null = null;
  for (const name of readdirSync(dataDir)) {
    const pid = Number(/^supervisor-(\d+)-.*\.lock$/.exec(name)?.[1]);
    if (Number.isNaN(pid) || name === except) continue;
    const found = readProcess(pid);
    // Another process may have the number by now: systems use them again.
    if (found && claimName(found) === name) holder = pid;
    else rmSync(join(dataDir, name), { force: true });
  }
  return holder;
}
