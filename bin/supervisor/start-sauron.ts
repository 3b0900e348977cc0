import { setTimeout as delay } from "node:timers/promises";
import { migrateDatabase } from "@/lib/db/migrate";
import { SauronError } from "@/lib/errors";
import { findFreePort } from "@/lib/integrations/processes/find-free-port";
import { installationRoot, typescriptCommand, typescriptEnvironment, webCommand } from "./installation";
import { keepPostgres } from "./keep-postgres";
import { claimDataDir, writeRunFile } from "./run-file";
import { type SupervisedChild, superviseChild } from "./supervise-child";

export type StartOptions = {
  /** Where state lives, absolute; made when it is not there. */
  dataDir: string;
  host: string;
  /** When taken, the next free one is used and said. 0 = any. */
  port: number;
  /** Null = the PostgreSQL that comes with Sauron, kept in the data directory. */
  databaseUrl: string | null;
  /** Null = jobs wait in PostgreSQL. */
  redisUrl: string | null;
  logLevel: string;
  /** Worker processes; 1 when omitted. */
  workers?: number;
  /** Told in sentences what is being done. */
  say(sentence: string): void;
  /** Every line that a child prints. */
  onLine(child: string, line: string): void;
};

export type RunningSauron = {
  url: string;
  databaseUrl: string;
  /** Stops everything. Children may finish what they do for `withinMs` (20 s when omitted), then they are killed. */
  stop(withinMs?: number): Promise<void>;
};

const drainMs = 20_000;
const readyWithinMs = 60_000;

/**
 * Starts PostgreSQL, brings it up to date, then one web process and the workers, and returns once the web process
 * answers. Children that crash are started again until `stop`. Needs the production build.
 *
 * @throws SauronError in words for a person; then nothing is left running
 */
export async function startSauron(options: StartOptions): Promise<RunningSauron> {
  const claim = claimDataDir(options.dataDir);
  const stops: ((withinMs: number) => Promise<void>)[] = [];
  const stop = async (withinMs = drainMs) => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart(withinMs);
    claim.release();
  };
  try {
    const databaseUrl = await openDatabase(options, stops);
    const applied = await migrateDatabase(databaseUrl);
    if (applied.length > 0) options.say(`Applied ${applied.length} migration${applied.length === 1 ? "" : "s"}`);
    const port = await chooseWebPort(options);
    const children = startChildren(options, { databaseUrl, port });
    stops.push(async (withinMs) => {
      await Promise.all(children.map((child) => child.stop(withinMs)));
    });
    const url = `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`;
    await waitUntilAnswering(url);
    writeRunFile(options.dataDir, { url, databaseUrl, pid: process.pid });
    return { url, databaseUrl, stop };
  } catch (error) {
    await stop(1_000);
    throw error;
  }
}

async function openDatabase(options: StartOptions, stops: ((withinMs: number) => Promise<void>)[]): Promise<string> {
  if (options.databaseUrl) return options.databaseUrl;
  options.say("Starting PostgreSQL");
  const postgres = await keepPostgres(options);
  stops.push(() => postgres.stop());
  return postgres.url;
}

async function chooseWebPort({ host, port, say }: StartOptions): Promise<number> {
  const free = await findFreePort({ host, port, tries: 50 });
  if (free === null) throw new SauronError("unavailable", `The address ${host} cannot be listened on.`);
  if (port !== 0 && free !== port) say(`Port ${port} is taken; the web pages are on port ${free} instead`);
  return free;
}

function startChildren(options: StartOptions, at: { databaseUrl: string; port: number }): SupervisedChild[] {
  const env = {
    ...process.env,
    ...typescriptEnvironment,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    DATABASE_URL: at.databaseUrl,
    REDIS_URL: options.redisUrl ?? undefined,
    SAURON_DATA_DIR: options.dataDir,
    SAURON_HOST: options.host,
    SAURON_PORT: `${at.port}`,
    SAURON_LOG_LEVEL: options.logLevel,
  };
  const common = { cwd: installationRoot, env, onLine: options.onLine };
  const count = options.workers ?? 1;
  options.say(count === 1 ? "Starting the web process and a worker" : `Starting the web process and ${count} workers`);
  const workers = Array.from({ length: count }, (_, index) => {
    const name = count === 1 ? "worker" : `worker ${index + 1}`;
    return superviseChild({ ...common, name, argv: typescriptCommand("workers/main.ts") });
  });
  const web = superviseChild({ ...common, name: "web", argv: webCommand({ host: options.host, port: at.port }) });
  return [web, ...workers];
}

async function waitUntilAnswering(url: string): Promise<void> {
  const until = Date.now() + readyWithinMs;
  while (Date.now() < until) {
    try {
      const response = await fetch(`${url}/api/v1/health`, { signal: AbortSignal.timeout(5_000) });
      await response.arrayBuffer();
      if (response.status < 500) return;
    } catch {
      // Not listening yet.
    }
    await delay(100);
  }
  throw new SauronError("unavailable", `The web process did not answer at ${url} within ${readyWithinMs / 1000} s.`);
}
