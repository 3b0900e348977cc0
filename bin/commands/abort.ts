import { parseArgs } from "node:util";
import type { z } from "zod";
import type { abortReplySchema } from "@/lib/contracts/api";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { openApiClient } from "../client/api-client";
import { parseRolloutNumber } from "../client/parse-rollout-number";
import { actingEnvironment, clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { steeringOptions } from "../client/steering-options";
import type { Command } from "../command";

const usage = `
Usage: sauron abort NUMBER [--roll-back [--to SHA] [--reason TEXT]] [--project SLUG] [--json]

Stops a rollout: from now on no further host starts, running commands are stopped, and the automation halts. Aborting
again answers with the first abort.

Options:
  --roll-back     roll back by itself once the rollout has ended, to the last good revision
  --to SHA        to this full sha instead
  --reason TEXT   why it is rolled back; at least 5 letters
  --project SLUG  may be left out when there is exactly one project
  --json          print {"abort": {"requestedAt", "by"}, "state", "thenRollBack"}

${actingEnvironment}

${clientExitCodes} It is refused when the rollout has ended.
`;

type AbortReply = z.infer<typeof abortReplySchema>;

const options = {
  ...steeringOptions,
  "roll-back": { type: "boolean", default: false },
  to: { type: "string" },
} as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("abort", async () => {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    const asked = "name one rollout by its number.";
    if (positionals.length > 1) throw new UsageError(asked);
    const number = parseRolloutNumber(positionals[0], asked);
    if (values.to !== undefined && !values["roll-back"]) throw new UsageError("--to goes with --roll-back.");
    const query = { project: values.project };
    const body = values["roll-back"] ? { thenRollBack: { toRevision: values.to, reason: values.reason } } : {};
    const reply = await openApiClient().post<AbortReply>(`/rollouts/${number}/abort`, body, query);
    const { abort, state, thenRollBack } = reply;
    const then = thenRollBack ? describeWish(thenRollBack) : "";
    const text = `Rollout #${number} is being stopped (it is ${state}); asked for by ${abort.by} at ${abort.requestedAt}.${then}`;
    process.stdout.write(`${values.json ? JSON.stringify(reply) : text}\n`);
    return 0;
  });
}

function describeWish({ toRevision, by }: NonNullable<AbortReply["thenRollBack"]>): string {
  const target = toRevision === null ? "the last good revision" : shortSha(toRevision);
  return ` Once it has ended it is rolled back to ${target}, asked for by ${by}.`;
}

export const command: Command = { name: "abort", summary: "stop a rollout", usage, run };
