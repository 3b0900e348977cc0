import { createHmac } from "node:crypto";
import { join } from "node:path";
import type { Environment } from "@/lib/config/environment";
import { makeLocalKey, readLocalKey } from "@/lib/config/local-key";
import { readEnvironment } from "@/lib/config/read-environment";
import { readSecretKeys } from "@/lib/config/secret-keys";
import { createDatabase, type Database } from "@/lib/db/client";
import { noteWatched } from "@/lib/db/projects";
import type { SignInProvider } from "@/lib/domain/access/sign-in-provider";
import { SauronError } from "@/lib/errors";
import { createAssertionReader } from "@/lib/integrations/sign-in/create-assertion-reader";
import { createSignIn, type SignIn } from "@/lib/integrations/sign-in/create-sign-in";
import { createLogger, type Logger } from "@/lib/logger";
import { createJobQueue, type JobQueue } from "@/lib/queue/job-queue";
import { auditUntoldRefusals } from "./audit-refusal";
import { type AuditSpool, keepAuditSpool } from "./audit-spool";
import { forgiveAwayQueue } from "./forgive-away-queue";
import { joinEqualRequests } from "./join-equal-requests";
import { type AlarmKeeper, keepAlarms } from "./keep-alarms";
import { type GroupsKeeper, keepGroups } from "./keep-groups";
import { createLiveHub, type LiveHub } from "./live-hub";
import { createProxyReader, type ReadProxyEmail } from "./read-proxy-email";
import { createRefusalBudget, type RefusalBudget } from "./refusal-budget";
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
  auditSpool: AuditSpool;
  refusals: RefusalBudget;
  alarms: AlarmKeeper;
  groups: GroupsKeeper;
  /** Address it listens on, and the one people use when that is another. */
  listensOn: string;
  publicUrl: string | null;
  /** Larger deliveries of senders are refused. */
  maxHookBytes: number;
  /** Epoch seconds by the clock of this process, for senders that sign the time. */
  now(): number;
  /** Made when it is first needed. @throws SauronError "unavailable" without a secret key */
  signIn(): SignIn;
  /** What programs of this machine show; null = there is no place to keep it. */
  localKey: string | null;
  readProxyEmail: ReadProxyEmail;
  /** Null = people sign in with a password only. */
  signInProvider: SignInProvider | null;
  /** Null = this is no demo. */
  demoPeople: string | null;
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
  const { databaseUrl, redisUrl, dataDir } = environment;
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
    auditSpool: keepAuditSpool({ db, logger }, join(dataDir, "audit-spool")),
    refusals: createRefusalBudget((untold) => auditUntoldRefusals({ db, logger }, untold)),
    alarms: keepAlarms({ db, logger }),
    groups: keepGroups({ db, logger }, environment.signInProvider),
    listensOn: environment.host,
    publicUrl: environment.url,
    maxHookBytes: environment.maxHookBytes,
    now: () => Date.now() / 1000,
    signIn: once(() => openSignIn(environment, db, logger)),
    localKey: openLocalKey(dataDir, logger),
    readProxyEmail: createProxyReader(environment.trustedProxy, createAssertionReader),
    signInProvider: environment.signInProvider,
    demoPeople: environment.demoPeople,
  };
}

/** Signs with a key made from the one that seals stored secrets: who has one of both needs no other. */
function openSignIn(environment: Environment, { prisma }: Database, logger: Logger): SignIn {
  const [first, ...others] = readSecretKeys(environment).map(({ bytes }) =>
    createHmac("sha256", bytes).update("sessions").digest("hex"),
  );
  if (first === undefined) throw new SauronError("unavailable", "There is no secret key.");
  const publicUrl = new URL(environment.url ?? `http://${environment.host}:${environment.port}`).origin;
  return createSignIn({ prisma, secrets: [first, ...others], publicUrl, provider: environment.signInProvider, logger });
}

function openLocalKey(dataDir: string, logger: Logger): string | null {
  try {
    makeLocalKey(dataDir);
  } catch (error) {
    logger.warn({ err: error }, "the key of this machine could not be written; commands here need a token");
  }
  return readLocalKey(dataDir);
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
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
  web.auditSpool.close();
  web.alarms.close();
  await Promise.all([web.requests.ended(lastRequestsMs), web.groups.close(lastRequestsMs)]);
  await web.refusals.flush();
  opened.isClosed = true;
  await Promise.all([web.hub.close(), web.queue.close()]);
  await web.db.close();
}
