import { join } from "node:path";
import { parseEnvironment } from "@/lib/config/environment";
import { isDatabaseUnavailable } from "@/lib/db/retry-while-unavailable";
import { SauronError } from "@/lib/errors";
import { createGitMirror } from "@/lib/integrations/git/git-mirror";
import { createNodeFleetSsh } from "@/lib/integrations/ssh/node-fleet-ssh";
import { createNodeLineFollower } from "@/lib/integrations/ssh/node-line-follower";
import { createLogger } from "@/lib/logger";
import { startWorker } from "./start-worker";

/** The worker process: `sauron worker`, and a child of `sauron start`. */
const environment = parseEnvironment(process.env, process.cwd());
const { databaseUrl, redisUrl, dataDir, url } = environment;
if (!databaseUrl) throw new SauronError("bad-request", "A worker needs DATABASE_URL.");
const logger = createLogger({ process: "worker", level: environment.logLevel });

// A transaction whose time is up is rolled back behind the scenes, and nobody can catch that its connection is gone too.
process.on("unhandledRejection", (error) => {
  if (!isDatabaseUnavailable(error)) throw error;
  logger.warn({ err: error }, "lost the connection of a transaction that was given up");
});

const stopping = new AbortController();
const worker = await startWorker({
  databaseUrl,
  queue: redisUrl ? { redisUrl } : { databaseUrl },
  logger,
  ssh: createNodeFleetSsh(),
  lines: createNodeLineFollower(),
  openMirror: ({ id, repositoryUrl, trunk }) =>
    createGitMirror({
      directory: join(dataDir, "mirrors", `${id}.git`),
      url: repositoryUrl,
      trunk,
      signal: stopping.signal,
    }),
  testDirectory: join(dataDir, "tests"),
  publicUrl: url,
  keepOutputDays: environment.keepOutputDays,
});

const stop = async (signal: string) => {
  if (stopping.signal.aborted) return;
  stopping.abort();
  logger.info({ signal }, "worker stopping");
  await worker.stop();
  process.exit(0);
};
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
