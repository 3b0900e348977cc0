import { parseArgs } from "node:util";
import { parseEnvironment } from "@/lib/config/environment";
import type { Command } from "../command";
import { offerFirstAdmin } from "../supervisor/offer-first-admin";
import { startSauron } from "../supervisor/start-sauron";
import { stopWithinMs, waitForSignal } from "../supervisor/wait-for-signal";

const usage = `
Usage: sauron start [--workers N]

Runs Sauron on this machine: PostgreSQL (unless DATABASE_URL names one), its migrations, the web process and a worker.
What crashes is started again. Ctrl-C stops everything within 5 s; SIGTERM lets running work finish first (20 s).
While there is no admin, it prints the address where the first one is made; the address works once.

Options:
  --workers N  worker processes (1)

Environment:
  DATABASE_URL      postgresql://user:password@host:port/database; otherwise PostgreSQL is brought along
  SAURON_OWNER_DATABASE_URL
                    the same database for the user who owns its tables, when that is another than who works there
  REDIS_URL         redis://host:port for the job queue; otherwise jobs wait in PostgreSQL
  SAURON_DATA_DIR   where state lives (.sauron)
  SAURON_HOST       address the web pages listen on (127.0.0.1)
  SAURON_PORT       port of the web pages (4400); when taken, the next free one
  SAURON_URL        address people and senders reach it by, when that is another
  SAURON_SECRET_KEY 32 bytes in base64 that stored secrets are sealed with; otherwise the file secret-key, which the first
                    start makes in the data directory. To change it, write the new one before the old one, with a comma
  SAURON_TRUSTED_PROXIES
                    addresses and networks of the proxies in front, with commas (192.0.2.7,10.0.0.0/8); only they are
                    believed when they name another address as the caller's. Otherwise nobody is
  SAURON_MAX_HOOK_BYTES
                    largest delivery of a sender that is taken (1000000), up to 5000000
  SAURON_KEEP_OUTPUT_DAYS
                    days that the output of rollouts and of own tests is kept after their end (90)
  SAURON_OIDC_…, SAURON_PROXY_…
                    sign-in with a provider of identities, or by a proxy in front: docs/access.md
  SAURON_LOG_LEVEL  fatal, error, warn, info, debug, trace or silent (info)

Exit codes: 0 stopped as asked, 1 could not start, 2 wrong usage.
`;

async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { workers: { type: "string", default: "1" } } });
  const workers = Number(values.workers);
  if (!Number.isInteger(workers) || workers < 1 || workers > 64) {
    process.stderr.write("sauron start: --workers takes a number from 1 to 64.\n");
    return 2;
  }
  const environment = parseEnvironment(process.env, process.cwd());
  const startedAt = performance.now();
  const say = (sentence: string) => process.stderr.write(`sauron | ${sentence}\n`);
  const asked = waitForSignal();
  const onLine = (child: string, line: string) => process.stdout.write(`${child.padEnd(6)} | ${line}\n`);
  const starting = startSauron({ ...environment, workers, say, onLine });
  const sauron = await Promise.race([starting, asked.then(() => null)]);
  // Asked to stop before it was ready: leaving is enough, everything started so far hangs on this process.
  if (!sauron) return process.exit(0);
  say(`Ready at ${sauron.url} after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  const offer = await offerFirstAdmin(sauron.databaseUrl, environment.url ?? sauron.url);
  if (offer) say(offer);
  const signal = await asked;
  say("Stopping");
  await sauron.stop(stopWithinMs[signal]);
  say("Stopped");
  return 0;
}

export const command: Command = {
  name: "start",
  summary: "run everything on this machine: PostgreSQL, web and worker",
  usage,
  run,
};
