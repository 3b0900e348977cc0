import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { spawnLeashed } from "@/lib/integrations/processes/spawn-leashed";

export type WorkerProcess = {
  /** Its id in the database. */
  id: string;
  signal(name: "SIGKILL" | "SIGSTOP" | "SIGCONT"): void;
  /** Throws when the process is gone. */
  check(): void;
  /** Settles once the process is gone. */
  exited: Promise<unknown>;
  stop(): Promise<void>;
};

const root = resolve(import.meta.dirname, "../../..");

/** Starts a worker as `sauron worker` does, in a process of its own; resolves once it is ready for jobs. */
export async function startWorkerProcess(settings: {
  databaseUrl: string;
  redisUrl?: string | undefined;
}): Promise<WorkerProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), "sauron-worker-"));
  const { child, exited, stop } = spawnLeashed({
    argv: [process.execPath, "--import", "tsx", "workers/main.ts"],
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: settings.databaseUrl,
      REDIS_URL: settings.redisUrl ?? "",
      SAURON_DATA_DIR: dataDir,
      SAURON_LOG_LEVEL: "info",
    },
    stopSignal: "TERM",
    graceSeconds: 6,
    output: "pipe",
  });
  const log: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
  const gone = exited.finally(() => rmSync(dataDir, { recursive: true, force: true }));
  const ready = new Promise<{ id: string; pid: number }>((settle) => {
    createInterface({ input: child.stdout as NodeJS.ReadableStream }).on("line", (line) => {
      log.push(line);
      const said = /"worker":"([^"]+)","pid":(\d+).*worker ready/.exec(line);
      if (said) settle({ id: said[1] ?? "", pid: Number(said[2]) });
    });
  });
  const early = gone.then(() => Promise.reject(new Error(`The worker ended at once:\n${log.join("\n")}`)));
  early.catch(() => {});
  const { id, pid } = await Promise.race([ready, early]);
  const signal = (name: NodeJS.Signals | 0) => void process.kill(pid, name);
  return { id, signal, check: () => signal(0), exited: gone, stop };
}
