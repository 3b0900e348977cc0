import { parseArgs } from "node:util";
import { SauronError } from "@/lib/errors";
import { findBinaries } from "@/lib/integrations/embedded-postgres/find-binaries";
import type { Command } from "../command";

const usage = `
Usage: sauron build

Makes everything that Sauron keeps beside its code: packages, the database client, the web pages, and what its PostgreSQL
needs. Any command makes what it lacks by itself; after a build none lacks anything, so that the folder may belong to
another user, or be read-only.

Exit codes: 0 done, 1 not, 2 wrong usage.
`;

async function run(argv: string[]): Promise<number> {
  parseArgs({ args: argv, options: {} });
  try {
    // All else was made on the way here, by `bin/sauron.mjs`.
    findBinaries();
  } catch (error) {
    if (!(error instanceof SauronError)) throw error;
    process.stderr.write(`${error.message}\n`);
  }
  return 0;
}

export const command: Command = { name: "build", summary: "make everything that lies beside the code", usage, run };
