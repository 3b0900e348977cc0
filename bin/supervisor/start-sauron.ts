import { get } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { makeLocalKey } from "@/lib/config/local-key";
import { makeSecretKey } from "@/lib/config/secret-keys";
import type { DatabaseUrls } from "@/lib/db/working-role";
import { SauronError } from "@/lib/errors";
import { findFreePort } from "@/lib/integrations/processes/find-free-port";
import { bringUpToDate } from "./bring-up-to-date";
import { installationRoot, typescriptCommand, webCommand, workingEnvironment } from "./installation";
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
  /** Of who owns its tables; null = who works there owns them. */
  ownerUrl: string | null;
  /** Null = jobs wait in PostgreSQL. */
  redisUrl: string | null;
  /** Null = the keys of the file in the data directory, made when it is not there. */
  secretKey: string | null;
  logLevel: string;
  /** Worker processes; 1 when omitted. */
  workers?: number;
  /** Variables of the web process beside its own. */
  webEnvironment?: Record<string, string | undefined>;
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
const answerWithinMs = 5_000;

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
    makeSecretKey(options);
    makeLocalKey(options.dataDir);
    const { ownerUrl, databaseUrl } = await openDatabase(options, stops);
    const { applied, sealed } = await bringUpToDate({ ownerUrl, databaseUrl }, options);
    if (applied.length > 0) options.say(`Applied ${applied.length} migration${applied.length === 1 ? "" : "s"}`);
    if (sealed > 0) options.say(`Sealed the secrets of ${sealed} source${sealed === 1 ? "" : "s"}`);
    const port = await chooseWebPort(options);
    const children = startChildren(options, { databaseUrl, port });
    stops.push(async (withinMs) => {
      await Promise.all(children.map((child) => child.stop(withinMs)));
    });
    const url = `http://${options.host.includes(":") ? `[${options.host}]` : options.host}:${port}`;
    await waitUntilAnswering(url);
    // An owner's address from the environment is not left lying in a file.
    const known = options.databaseUrl === null ? { ownerUrl, databaseUrl } : { ownerUrl: databaseUrl, databaseUrl };
    writeRunFile(options.dataDir, { url, ...known, pid: process.pid });
    return { url, databaseUrl, stop };
  } catch (error) {
    await stop(1_000);
    throw error;
  }
}

async function openDatabase(
  options: StartOptions,
  stops: ((withinMs: number) => Promise<void>)[],
): Promise<DatabaseUrls> {
  const { databaseUrl, ownerUrl } = options;
  if (databaseUrl) return { databaseUrl, ownerUrl: ownerUrl ?? databaseUrl };
  options.say("Starting PostgreSQL");
  const postgres = await keepPostgres(options);
  stops.push(() => postgres.stop());
  return postgres;
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
    ...workingEnvironment,
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
  const webEnv = { ...env, ...options.webEnvironment };
  const web = superviseChild({ ...common, env: webEnv, name: "web", argv: webCommand() });
  return [web, ...workers];
}

async function waitUntilAnswering(url: string): Promise<void> {
  const until = Date.now() + readyWithinMs;
  while (Date.now() < until) {
    if (await answersWell(`${url}/api/v1/health`)) return;
    await delay(100);
  }
  throw new SauronError("unavailable", `The web process did not answer at ${url} within ${readyWithinMs / 1000} s.`);
}

/** By `node:http`: on a busy machine a `fetch` whose time was up was seen to settle never, and the start with it. */
function answersWell(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: answerWithinMs }, (response) => {
      response.resume();
      resolve((response.statusCode ?? 500) < 500);
    });
    request.once("timeout", () => request.destroy());
    request.on("error", () => resolve(false));
    request.once("close", () => resolve(false));
  });
}
