import { parseArgs } from "node:util";
import { parseEnvironment } from "@/lib/config/environment";
import { SauronError } from "@/lib/errors";
import type { Command } from "../command";
import { webCommand } from "../supervisor/installation";
import { runAlone } from "../supervisor/run-alone";

const usage = `
Usage: sauron web

Runs one web process alone, for installations with a PostgreSQL of their own. Any number may run, on any machines.
Run "sauron migrate" once before. Environment: DATABASE_URL (needed), SAURON_SECRET_KEY (the same for all), REDIS_URL,
SAURON_HOST, SAURON_PORT, SAURON_TRUSTED_PROXIES, SAURON_LOG_LEVEL; see "sauron start --help".

Exit codes: 0 stopped as asked, 2 wrong usage, otherwise that of the process.
`;

async function run(argv: string[]): Promise<number> {
  parseArgs({ args: argv, options: {} });
  const { databaseUrl, host, port } = parseEnvironment(process.env, process.cwd());
  if (!databaseUrl)
    throw new SauronError("bad-request", '"sauron web" needs DATABASE_URL; "sauron start" brings PostgreSQL along.');
  return await runAlone(webCommand(), { SAURON_HOST: host, SAURON_PORT: `${port}` });
}

export const command: Command = { name: "web", summary: "run one web process alone", usage, run };
