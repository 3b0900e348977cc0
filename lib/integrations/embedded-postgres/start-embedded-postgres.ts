import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { SauronError } from "@/lib/errors";
import { findFreePort } from "@/lib/integrations/processes/find-free-port";
import { type LeashedProcess, spawnLeashed } from "@/lib/integrations/processes/spawn-leashed";
import { chooseLocation, type ServerLocation } from "./choose-location";
import { clearOldServer } from "./clear-old-server";
import { createDataDirectory, hasDataDirectory, serverEnvironment } from "./create-data-directory";
import { findBinaries } from "./find-binaries";
import { createPassword, readServerSettings, type ServerSettings, writeServerSettings } from "./server-settings";

export type EmbeddedPostgresOptions = {
  /** Folder for the server's files: `postgres/`, `postgres.json` (port and passwords, mode 600), `postgres.log`. */
  dataDir: string;
  /** Port to try at the first start; later starts keep theirs while it is free. Omitted = any free one. */
  port?: number;
  /** Refuse another port than that of the last start. */
  samePort?: boolean;
  /** Server settings, e.g. {fsync: "off"} for a server whose data nobody keeps. */
  settings?: Record<string, string>;
  /** Told in sentences what takes time or differs from what was asked. */
  say?: (sentence: string) => void;
  /** Aborting it gives up waiting for a server that is just starting, and ends that server. */
  signal?: AbortSignal;
};

export type EmbeddedPostgres = {
  /** Of the database `sauron` for its owner, with the password in it. */
  url: string;
  /** The same for the role that web processes and workers connect as. What it may do has to be granted to it. */
  workUrl: string;
  port: number;
  /** Settles when the server is gone, wanted or not. */
  exited: Promise<unknown>;
  /** Closes connections and stops, at most 10 s. */
  stop(): Promise<void>;
};

const workRole = "sauron_work";
const maximalLogBytes = 10 * 1024 * 1024;

/**
 * Starts the PostgreSQL that comes with Sauron, on loopback, with a password. It dies with this process. What a killed
 * predecessor left (a running server, a lock file, a half made data directory) is cleared first: the caller makes
 * sure that no live Sauron uses the same folder.
 *
 * @throws SauronError in words for a person
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const say = options.say ?? (() => {});
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const binaries = findBinaries();
  const location = chooseLocation(binaries, join(dataDir, "postgres"));
  const settingsFile = join(dataDir, "postgres.json");
  let settings = readServerSettings(settingsFile);
  if (hasDataDirectory(location, binaries.major)) {
    if (!settings)
      throw new SauronError("conflict", `The password of ${location.data} is missing: ${settingsFile} is gone.`);
    await clearOldServer(location.data);
  } else {
    say("Making a PostgreSQL data directory");
    settings = { port: options.port ?? 0, password: createPassword(), workPassword: createPassword() };
    writeServerSettings(settingsFile, settings);
    await createDataDirectory(location, settings.password);
  }
  for (let tries = 1; ; tries++) {
    const chosen = await choosePort(settings, options);
    const { port } = chosen;
    writeServerSettings(settingsFile, chosen);
    const log = join(dataDir, "postgres.log");
    try {
      const { signal, settings: own = {} } = options;
      const server = await startServer({ ...chosen, location, log, settings: own, signal });
      const url = ownerUrl(chosen, "sauron");
      return { url, workUrl: workUrl(chosen), port, exited: server.exited, stop: server.stop };
    } catch (error) {
      // Somebody may have taken the port between our look and the server's.
      if (tries === 3 || options.signal?.aborted || (await findFreePort({ host: "127.0.0.1", port })) === port)
        throw error;
    }
  }
}

/** The port of the last start when it can be listened on, else another one. */
async function choosePort(settings: ServerSettings, options: EmbeddedPostgresOptions): Promise<ServerSettings> {
  const port = await findFreePort({ host: "127.0.0.1", port: settings.port, tries: options.samePort ? 1 : 50 });
  if (port === null) throw new SauronError("unavailable", "No port on 127.0.0.1 can be listened on.");
  if (settings.port !== 0 && port !== settings.port) {
    if (options.samePort) throw new SauronError("unavailable", `Port ${settings.port} is taken.`);
    options.say?.(`Port ${settings.port} is taken; PostgreSQL listens on ${port} instead`);
  }
  return { ...settings, port };
}

type ServerStart = ServerSettings & {
  location: ServerLocation;
  log: string;
  settings: Record<string, string>;
  signal: AbortSignal | undefined;
};

async function startServer(start: ServerStart): Promise<LeashedProcess> {
  const log = openLog(start.log);
  const server = spawnLeashed({
    argv: [join(start.location.home, "bin", "postgres"), "-D", start.location.data, ...serverArguments(start)],
    cwd: "/",
    env: serverEnvironment,
    ...(start.location.user && { user: start.location.user }),
    stopSignal: "INT",
    graceSeconds: 10,
    output: log,
  });
  closeSync(log);
  try {
    await waitUntilReady(server, start);
  } catch (error) {
    // A server that is just starting may not heed a signal yet; a kill loses nothing that its next start cannot recover.
    if (start.signal?.aborted) server.kill();
    await server.stop();
    throw error;
  }
  return server;
}

function serverArguments({ port, settings }: ServerStart): string[] {
  const all = {
    port: `${port}`,
    listen_addresses: "127.0.0.1",
    // A socket's path may hold about 100 bytes only, a checkout's path holds more.
    unix_socket_directories: "",
    max_connections: "200",
    timezone: "UTC",
    log_timezone: "UTC",
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

function openLog(path: string): number {
  if (existsSync(path) && statSync(path).size > maximalLogBytes) renameSync(path, `${path}.1`);
  return openSync(path, "a", 0o600);
}

async function waitUntilReady(server: LeashedProcess, start: ServerStart): Promise<void> {
  let gone = false;
  server.exited.then(
    () => (gone = true),
    () => (gone = true),
  );
  const until = Date.now() + 60_000;
  while (!gone && !start.signal?.aborted && Date.now() < until) {
    if (await prepareDatabase(start)) return;
    await delay(50);
  }
  if (start.signal?.aborted) throw new SauronError("unavailable", "PostgreSQL was stopped while it was starting.");
  const last = readFileSync(start.log, "utf8").trimEnd().split("\n").slice(-5).join("\n");
  throw new SauronError("unavailable", `PostgreSQL did not start. The end of ${start.log}:\n${last}`);
}

/** Creates the database and the second role where they are not there. False while the server does not answer yet. */
async function prepareDatabase(settings: ServerSettings): Promise<boolean> {
  const client = new pg.Client({ connectionString: ownerUrl(settings, "postgres") });
  client.on("error", () => {});
  try {
    await client.connect();
  } catch {
    return false;
  }
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = 'sauron'");
    if (rowCount === 0) await client.query("CREATE DATABASE sauron");
    await keepWorkRole(client, settings.workPassword);
    return true;
  } finally {
    await client.end();
  }
}

async function keepWorkRole(client: pg.Client, password: string): Promise<void> {
  const { rowCount } = await client.query("SELECT 1 FROM pg_roles WHERE rolname = $1", [workRole]);
  const verb = rowCount === 0 ? "CREATE" : "ALTER";
  await client.query(`${verb} ROLE ${workRole} LOGIN PASSWORD ${client.escapeLiteral(password)}`);
}

function ownerUrl({ port, password }: ServerSettings, database: string): string {
  return `postgresql://sauron:${password}@127.0.0.1:${port}/${database}`;
}

function workUrl({ port, workPassword }: ServerSettings): string {
  return `postgresql://${workRole}:${workPassword}@127.0.0.1:${port}/sauron`;
}
