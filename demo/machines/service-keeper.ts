import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";

export type KeptService = {
  /** The machine's directory; the service is `current/server.mjs` in it. */
  home: string;
  port: number;
  env: Record<string, string>;
};

const quickCrashMs = 1000;
const pauseAfterCrashMs = 500;
const stopGraceMs = 2000;

/**
 * Keeps a machine's service running, as an init system does: starts it from `current`, starts it again whenever it
 * ends, and ends it with the keeper. The service reads end-of-file on its standard input when the keeper dies.
 */
export function keepService(service: KeptService): { stop(): Promise<void> } {
  const entry = join(service.home, "current", "server.mjs");
  let child: ChildProcess | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const start = () => {
    if (stopped) return;
    if (!existsSync(entry)) {
      timer = setTimeout(start, pauseAfterCrashMs);
      return;
    }
    const startedAt = Date.now();
    forgetProcess(service.home);
    child = spawnService(service, entry);
    child.once("error", () => {});
    child.once("exit", (code) => {
      child = null;
      forgetProcess(service.home);
      const crashed = code !== 0 && Date.now() - startedAt < quickCrashMs;
      timer = setTimeout(start, crashed ? pauseAfterCrashMs : 0);
    });
  };
  start();

  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      if (child) await endChild(child);
    },
  };
}

/** A process id outlives its process in the file; the next process of that number may be anybody's. */
function forgetProcess(home: string): void {
  for (const file of ["pid", "revision"]) rmSync(join(home, "run", file), { force: true });
}

function spawnService(service: KeptService, entry: string): ChildProcess {
  return spawn(process.execPath, ["--max-old-space-size=32", entry], {
    cwd: service.home,
    env: {
      ...service.env,
      HOME: service.home,
      PORT: String(service.port),
      SERVICE_HOME: service.home,
      SERVICE_KEPT: "1",
    } as unknown as NodeJS.ProcessEnv,
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
}

function endChild(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    const killer = setTimeout(() => child.kill("SIGKILL"), stopGraceMs);
    child.once("exit", () => {
      clearTimeout(killer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}
