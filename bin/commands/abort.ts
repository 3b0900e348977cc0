import { parseArgs } from "node:util";
import { openApiClient } from "../client/api-client";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import type { Command } from "../command";

const usage = `
Usage: sauron abort NUMBER [--project SLUG] [--json]

Stops a rollout: from now on no further host starts, running commands are stopped, and the automation halts. Aborting
again answers with the first abort.

Options:
  --project SLUG  may be left out when there is exactly one project
  --json          print {"abort": {"requestedAt", "by"}, "state"}

Environment:
  SAURON_URL       where Sauron is; otherwise the one that runs on SAURON_DATA_DIR (.sauron)
  SAURON_ACTOR     who does it (the user of the system)

${clientExitCodes} It is refused when the rollout has ended.
`;

type AbortReply = { abort: { requestedAt: string; by: string }; state: string };

const options = { project: { type: "string" }, json: { type: "boolean", default: false } } as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("abort", async () => {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    const number = Number(positionals[0]?.replace(/^#/, ""));
    if (positionals.length !== 1 || !Number.isInteger(number) || number < 1) {
      throw new UsageError("name one rollout by its number.");
    }
    const query = { project: values.project };
    const reply = await openApiClient().post<AbortReply>(`/rollouts/${number}/abort`, {}, query);
    const { abort, state } = reply;
    const text = `Rollout #${number} is being stopped (it is ${state}); asked for by ${abort.by} at ${abort.requestedAt}.`;
    process.stdout.write(`${values.json ? JSON.stringify(reply) : text}\n`);
    return 0;
  });
}

export const command: Command = { name: "abort", summary: "stop a rollout", usage, run };
