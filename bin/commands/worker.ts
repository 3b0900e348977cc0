import { parseArgs } from "node:util";
import { parseEnvironment } from "@/lib/config/environment";
import { SauronError } from "@/lib/errors";
import type { Command } from "../command";
import { typescriptCommand } from "../supervisor/installation";
import { runAlone } from "../supervisor/run-alone";

const usage = `
Usage: sauron worker

Runs one worker process alone, for installations with a PostgreSQL of their own. Any number may run, on any machines.
Run "sauron migrate" once before. Environment: DATABASE_URL (needed), SAURON_SECRET_KEY (the same for all), REDIS_URL,
SAURON_DATA_DIR, SAURON_LOG_LEVEL; see "sauron start --help".

Exit codes: 0 stopped as asked, 2 wrong usage, otherwise that of the process.
`;

async function run(argv: string[]): Promise<number> {
  parseArgs({ args: argv, options: {} });
  const { databaseUrl, dataDir } = parseEnvironment(process.env, process.cwd());
  if (!databaseUrl)
    throw new SauronError("bad-request", '"sauron worker" needs DATABASE_URL; "sauron start" brings PostgreSQL along.');
  return await runAlone(typescriptCommand("workers/main.ts"), { SAURON_DATA_DIR: dataDir });
}

export const command: Command = { name: "worker", summary: "run one worker process alone", usage, run };
