import { parseArgs } from "node:util";
import { parseEnvironment } from "@/lib/config/environment";
import { migrateDatabase } from "@/lib/db/migrate";
import { startEmbeddedPostgres } from "@/lib/integrations/embedded-postgres/start-embedded-postgres";
import type { Command } from "../command";
import { claimDataDir, readRunFile } from "../supervisor/run-file";

const usage = `
Usage: sauron migrate [--json]

Brings the database up to date: DATABASE_URL when set, otherwise the PostgreSQL in the data directory, whether it runs
or not. Several may be run at once; each migration is applied once.

Options:
  --json  print {"applied": [names]} on standard output

Exit codes: 0 up to date, 1 not, 2 wrong usage.
`;

async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { json: { type: "boolean", default: false } } });
  const { databaseUrl, dataDir } = parseEnvironment(process.env, process.cwd());
  const running = databaseUrl ?? readRunFile(dataDir)?.databaseUrl;
  const applied = running ? await migrateDatabase(running) : await migrateStopped(dataDir);
  if (values.json) process.stdout.write(`${JSON.stringify({ applied })}\n`);
  else if (applied.length === 0) process.stdout.write("The database is up to date.\n");
  else process.stdout.write(`Applied:\n${applied.map((name) => `  ${name}\n`).join("")}`);
  return 0;
}

async function migrateStopped(dataDir: string): Promise<string[]> {
  const claim = claimDataDir(dataDir);
  try {
    const server = await startEmbeddedPostgres({ dataDir });
    try {
      return await migrateDatabase(server.url);
    } finally {
      await server.stop();
    }
  } finally {
    claim.release();
  }
}

export const command: Command = { name: "migrate", summary: "bring the database up to date", usage, run };
