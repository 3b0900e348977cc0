import { once } from "node:events";
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
  /** The end of what it has said. */
  lastWords(): string;
  /** Everything it has written. */
  readLog(): string;
  /** Settles once the process is gone. */
  exited: Promise<unknown>;
  stop(): Promise<void>;
};

export type WorkerSettings = {
  databaseUrl: string;
  redisUrl?: string | undefined;
  /** Instead of the worker's own: a module that changes the world around it and then starts it. */
  entry?: string;
  env?: Record<string, string>;
  /** Bytes that a file it writes may grow to, as on a disk that is all but full. */
  fileBytes?: number;
};

const root = resolve(import.meta.dirname, "../../..");

/** Lines and pieces of output that tell why a worker is gone. */
const longestFarewell = 12;

/** Starts a worker as `sauron worker` does, in a process of its own; resolves once it is ready for jobs. */
export async function startWorkerProcess(settings: WorkerSettings): Promise<WorkerProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), "sauron-worker-"));
  const { child, exited, stop } = spawnLeashed({
    argv: limitFiles(settings.fileBytes, [process.execPath, "--import", "tsx", settings.entry ?? "workers/main.ts"]),
    cwd: root,
    env: {
      ...process.env,
      DATABASE_URL: settings.databaseUrl,
      REDIS_URL: settings.redisUrl ?? "",
      SAURON_DATA_DIR: dataDir,
      SAURON_LOG_LEVEL: "info",
      ...settings.env,
    },
    stopSignal: "TERM",
    graceSeconds: 6,
    output: "pipe",
  });
  const log: string[] = [];
  child.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const heardOut = once(lines, "close");
  // A process can be gone before its last words are read.
  const gone = exited.finally(async () => {
    await heardOut;
    rmSync(dataDir, { recursive: true, force: true });
  });
  const ready = new Promise<{ id: string; pid: number }>((settle) => {
    lines.on("line", (line) => {
      log.push(line);
      const said = /"worker":"([^"]+)","pid":(\d+).*worker ready/.exec(line);
      if (said) settle({ id: said[1] ?? "", pid: Number(said[2]) });
    });
  });
  const early = gone.then(() => Promise.reject(new Error(`The worker ended at once:\n${log.join("\n")}`)));
  early.catch(() => {});
  const { id, pid } = await Promise.race([ready, early]);
  const signal = (name: NodeJS.Signals | 0) => void process.kill(pid, name);
  const lastWords = () => log.slice(-longestFarewell).join("\n");
  const readLog = () => log.join("\n");
  return { id, signal, check: () => signal(0), lastWords, readLog, exited: gone, stop };
}

/** POSIX counts in blocks of 512 bytes. */
function limitFiles(bytes: number | undefined, argv: [string, ...string[]]): [string, ...string[]] {
  if (bytes === undefined) return argv;
  return ["/bin/sh", "-c", `trap '' XFSZ; ulimit -f ${Math.floor(bytes / 512)}; exec "$@"`, "sauron", ...argv];
}
