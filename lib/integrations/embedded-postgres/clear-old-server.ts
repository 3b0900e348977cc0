import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { readProcess } from "@/lib/integrations/processes/read-process";

/**
 * Ends a server that an earlier start left running on this data directory, and removes a lock file whose process is
 * gone. PostgreSQL itself only looks whether *some* process has the recorded number, which after a restart of the
 * machine is easily another program.
 */
export async function clearOldServer(data: string): Promise<void> {
  const lock = join(data, "postmaster.pid");
  if (!existsSync(lock)) return;
  const pid = Number.parseInt(readFileSync(lock, "utf8"), 10);
  if (!(pid > 1) || !isServerOf(pid, data)) return rmSync(lock, { force: true });
  process.kill(pid, "SIGINT");
  if (await isGone(pid, 10_000)) return;
  process.kill(pid, "SIGKILL");
  await isGone(pid, 5_000);
  rmSync(lock, { force: true });
}

function isServerOf(pid: number, data: string): boolean {
  const found = readProcess(pid);
  return found?.command.includes("postgres") === true && found.command.includes(data);
}

/** Waits until no process has this number. */
async function isGone(pid: number, withinMs: number): Promise<boolean> {
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    try {
      process.kill(pid, 0);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ESRCH") return true;
    }
    await delay(50);
  }
  return false;
}
