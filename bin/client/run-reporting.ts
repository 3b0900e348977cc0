import { SauronError } from "@/lib/errors";

/** Exit codes of the commands that talk to a running Sauron, for their help. */
export const clientExitCodes = "Exit codes: 0 done, 1 refused or failed, 2 wrong usage, 3 Sauron cannot be reached.";

/** What the commands that change something take from the environment, for their help. */
export const actingEnvironment = `Environment:
  SAURON_URL       where Sauron is; otherwise the one that runs on SAURON_DATA_DIR (.sauron), or that of "sauron login"
  SAURON_TOKEN     a token for it; otherwise that of "sauron login", if any
  SAURON_ACTOR     who does it, without a token (the user of the system)`;

/** Runs `work`; what goes wrong is told on standard error, and as the exit code. */
export async function runReporting(command: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    process.stderr.write(`sauron ${command}: ${error instanceof Error ? error.message : String(error)}\n`);
    if (isWrongUsage(error)) {
      process.stderr.write(`"sauron ${command} --help" tells how.\n`);
      return 2;
    }
    return error instanceof SauronError && error.code === "unavailable" ? 3 : 1;
  }
}

/** A mistake on the command line, as we or `parseArgs` tell it. */
export class UsageError extends Error {}

function isWrongUsage(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return error instanceof UsageError || (typeof code === "string" && code.startsWith("ERR_PARSE_ARGS"));
}
