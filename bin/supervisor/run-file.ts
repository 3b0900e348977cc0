import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SauronError } from "@/lib/errors";
import { readProcess } from "@/lib/integrations/processes/read-process";

/** `run.json` in the data directory: where the running Sauron is found. Holds a password: mode 600. */
export type RunFile = { url: string; databaseUrl: string; pid: number };

/** What a running Sauron on this data directory left; null when none runs. */
export function readRunFile(dataDir: string): RunFile | null {
  try {
    const run = JSON.parse(readFileSync(join(dataDir, "run.json"), "utf8")) as RunFile;
    return readProcess(run.pid) ? run : null;
  } catch {
    return null;
  }
}

export function writeRunFile(dataDir: string, run: RunFile): void {
  writeFileSync(join(dataDir, "run.json"), `${JSON.stringify(run)}\n`, { mode: 0o600 });
}

/**
 * Claims a data directory for this process until `release`.
 *
 * @throws SauronError "conflict" when another live process holds it
 */
export function claimDataDir(dataDir: string): { release(): void } {
  mkdirSync(dataDir, { recursive: true });
  const path = join(dataDir, "supervisor.lock");
  const own = JSON.stringify(readProcess(process.pid));
  if (!writeOnce(path, own)) {
    const holder = readHolder(path);
    if (holder) {
      throw new SauronError(
        "conflict",
        `Sauron already runs on ${dataDir} (process ${holder.pid}). Stop it first, or choose another data directory.`,
      );
    }
    rmSync(path, { force: true });
    if (!writeOnce(path, own)) throw new SauronError("conflict", `Another Sauron is just starting on ${dataDir}.`);
  }
  return {
    release() {
      rmSync(join(dataDir, "run.json"), { force: true });
      rmSync(path, { force: true });
    },
  };
}

function writeOnce(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx", mode: 0o644 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** The process that wrote the lock, if it still is the one that has its number. */
function readHolder(path: string): { pid: number } | null {
  try {
    const written = JSON.parse(readFileSync(path, "utf8")) as { pid: number; startedAt: string };
    return readProcess(written.pid)?.startedAt === written.startedAt ? written : null;
  } catch {
    return null;
  }
}
