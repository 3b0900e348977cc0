import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { findFreePort } from "@/lib/integrations/processes/find-free-port";

export type RedisServer = {
  url: string;
  restart(): Promise<void>;
  /** Kills it. */
  stop(): Promise<void>;
  /** Starts it again after `stop`, empty. */
  start(): Promise<void>;
  /** Forgets everything it holds, as FLUSHALL does. */
  wipe(): Promise<void>;
  /** Kills it for good. */
  remove(): Promise<void>;
};

/** A real Redis on loopback and a free port that can be taken away and brought back. */
export async function startRedisServer(): Promise<RedisServer> {
  const directory = await mkdtemp(join(tmpdir(), "sauron-redis-"));
  const port = (await findFreePort({ host: "127.0.0.1", port: 0 })) as number;
  const url = `redis://127.0.0.1:${port}`;
  let server = await start(port, directory);
  return {
    url,
    async restart() {
      await stop(server);
      server = await start(port, directory);
    },
    stop: () => stop(server),
    async start() {
      server = await start(port, directory);
    },
    async wipe() {
      const client = new Redis(port, "127.0.0.1");
      await client.flushall();
      client.disconnect();
    },
    async remove() {
      await stop(server);
      await rm(directory, { recursive: true });
    },
  };
}

async function start(port: number, directory: string): Promise<ChildProcess> {
  const settings = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", directory];
  const server = spawn("redis-server", settings, { stdio: "ignore" });
  const client = new Redis(port, "127.0.0.1", { maxRetriesPerRequest: null, retryStrategy: () => 20 });
  client.on("error", () => {});
  await client.ping();
  client.disconnect();
  return server;
}

async function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const ended = new Promise((resolve) => server.once("exit", resolve));
  server.kill("SIGKILL");
  await ended;
}
