import { readEnvironment } from "@/lib/config/read-environment";
import { createDatabase, type Database } from "@/lib/db/client";
import { noteWatched } from "@/lib/db/projects";
import { SauronError } from "@/lib/errors";
import { createLogger, type Logger } from "@/lib/logger";
import { createJobQueue, type JobQueue } from "@/lib/queue/job-queue";
import { forgiveAwayQueue } from "./forgive-away-queue";
import { joinEqualRequests } from "./join-equal-requests";
import { createLiveHub, type LiveHub } from "./live-hub";
import { countRequestsInFlight, type RequestsInFlight } from "./requests-in-flight";
import { createStreamRegistry, type StreamRegistry } from "./stream-registry";
import { createWatchers, type Watchers } from "./watchers";

/** What all requests of a web process share. */
export type WebProcess = {
  db: Database;
  queue: JobQueue;
  hub: LiveHub;
  streams: StreamRegistry;
  watchers: Watchers;
  requests: RequestsInFlight;
  logger: Logger;
  /** Address it listens on, and the one people use when that is another. */
  listensOn: string;
  publicUrl: string | null;
  /** Larger deliveries of senders are refused. */
  maxHookBytes: number;
  /** Epoch seconds by the clock of this process, for senders that sign the time. */
  now(): number;
};

/** Connections to PostgreSQL for requests and views; two more listen and enqueue. */
const poolSize = 10;

/** How long a stop waits for requests that are being answered. */
const lastRequestsMs = 2_000;

type Slot = { web: WebProcess; closing: Promise<void> | null; isClosed: boolean };

// Next loads some modules more than once in a process; what is shared lies where every copy finds it.
const shared = globalThis as { [slot]?: Slot };
const slot = Symbol.for("sauron.web-process");

/**
 * Opens what requests need when the first one comes. A process that was closed stays closed.
 * @throws SauronError "unavailable"
 */
export function webProcess(): WebProcess {
  shared[slot] ??= { web: openWebProcess(), closing: null, isClosed: false };
  if (shared[slot].isClosed) {
    throw new SauronError("unavailable", "Sauron is just stopping; try again in a moment.");
  }
  return shared[slot].web;
}

function openWebProcess(): WebProcess {
  const environment = readEnvironment();
  const { databaseUrl, redisUrl } = environment;
  if (!databaseUrl) {
    throw new SauronError("unavailable", "The web process needs DATABASE_URL; `sauron start` sets it.");
  }
  const logger = createLogger({ process: "web", level: environment.logLevel });
  const warn = (what: string) => (error: Error) => logger.warn({ err: error }, what);
  const db = createDatabase(databaseUrl, { poolSize, onConnectionError: warn("a database connection broke") });
  const hub = createLiveHub({ db, databaseUrl, logger });
  const queue = createJobQueue(redisUrl ? { redisUrl } : { databaseUrl }, warn("the queue does not answer"));
  return {
    db,
    queue: joinEqualRequests(forgiveAwayQueue(queue, logger)),
    hub,
    streams: createStreamRegistry(hub.serverTime),
    watchers: createWatchers((projectId) => noteWatched(db.prisma, projectId), logger),
    requests: countRequestsInFlight(),
    logger,
    listensOn: environment.host,
    publicUrl: environment.url,
    maxHookBytes: environment.maxHookBytes,
    now: () => Date.now() / 1000,
  };
}

/**
 * Ends every stream at once, as an open one would keep the server from stopping; then every connection, once the
 * requests that are being answered have ended. Nothing is opened again afterwards.
 */
export async function closeWebProcess(): Promise<void> {
  const opened = shared[slot];
  if (!opened) return;
  opened.closing ??= close(opened);
  await opened.closing;
}

async function close(opened: Slot): Promise<void> {
  const { web } = opened;
  web.streams.closeAll();
  web.watchers.close();
  await web.requests.ended(lastRequestsMs);
  opened.isClosed = true;
  await Promise.all([web.hub.close(), web.queue.close()]);
  await web.db.close();
}
