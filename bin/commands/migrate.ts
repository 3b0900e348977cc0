import { parseArgs } from "node:util";
import { parseEnvironment } from "@/lib/config/environment";
import { makeSecretKey } from "@/lib/config/secret-keys";
import type { Command } from "../command";
import { bringUpToDate } from "../supervisor/bring-up-to-date";
import { withDatabase } from "../supervisor/with-database";

const usage = `
Usage: sauron migrate [--json]

Brings the database up to date: DATABASE_URL when set, otherwise the PostgreSQL in the data directory, whether it runs
or not. Several may be run at once; each migration is applied once. Secrets of sources that are not yet sealed with the
key in force (SAURON_SECRET_KEY, or the file secret-key in the data directory) are sealed with it.

Options:
  --json  print {"applied": [names], "sealed": sources} on standard output

Exit codes: 0 up to date, 1 not, 2 wrong usage.
`;

async function run(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options: { json: { type: "boolean", default: false } } });
  const environment = parseEnvironment(process.env, process.cwd());
  makeSecretKey(environment);
  const { applied, sealed } = await withDatabase(environment, { stopped: false }, (urls) =>
    bringUpToDate(urls, environment),
  );
  if (values.json) process.stdout.write(`${JSON.stringify({ applied, sealed })}\n`);
  else if (applied.length === 0) process.stdout.write("The database is up to date.\n");
  else process.stdout.write(`Applied:\n${applied.map((name) => `  ${name}\n`).join("")}`);
  return 0;
}

export const command: Command = { name: "migrate", summary: "bring the database up to date", usage, run };
