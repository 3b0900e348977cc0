import { resolve } from "node:path";
import { createInterface } from "node:readline";
import { spawnLeashed } from "@/lib/integrations/processes/spawn-leashed";

export type ApiProcess = {
  url: string;
  /** Everything it has written. */
  readLog(): string;
  /** Settles once the process is gone. */
  kill(): Promise<void>;
};

/** The routes of the web process in a process of their own that a test can kill; resolves once they answer. */
export async function startApiProcess(settings: {
  port: number;
  databaseUrl: string;
  redisUrl?: string;
  env?: Record<string, string>;
}): Promise<ApiProcess> {
  const { port, databaseUrl, redisUrl = "", env } = settings;
  const serving = spawnLeashed({
    argv: [process.execPath, "--import", "tsx", "lib/testing/system/serve-api.ts", `${port}`],
    cwd: resolve(import.meta.dirname, "../../.."),
    env: { ...process.env, DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, SAURON_LOG_LEVEL: "warn", ...env },
    stopSignal: "TERM",
    graceSeconds: 2,
    output: "pipe",
  });
  const log: string[] = [];
  serving.child.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
  const lines = createInterface({ input: serving.child.stdout as NodeJS.ReadableStream });
  lines.on("line", (line) => log.push(line));
  const url = await Promise.race([
    new Promise<string>((ready) => lines.once("line", ready)),
    serving.exited.then(() => Promise.reject(new Error(`It ended at once:\n${log.join("\n")}`))),
  ]);
  return {
    url,
    readLog: () => log.join("\n"),
    async kill() {
      serving.kill();
      await serving.exited;
    },
  };
}
