import { parseArgs } from "node:util";
import type { z } from "zod";
import type { abortReplySchema } from "@/lib/contracts/api";
import type { RolloutView } from "@/lib/contracts/views";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { forceStopAfterSeconds } from "@/lib/domain/rollout/refuse-force-stop";
import { openApiClient } from "../client/api-client";
import { parseRolloutNumber } from "../client/parse-rollout-number";
import { requireReason } from "../client/require-reason";
import { actingEnvironment, clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { steeringOptions } from "../client/steering-options";
import type { Command } from "../command";

const usage = `
Usage: sauron abort NUMBER [--roll-back [--to SHA] [--reason TEXT]] [--project SLUG] [--json]
       sauron abort NUMBER --force --reason TEXT [--project SLUG] [--json]

Stops a rollout: from now on no further host starts, running commands are stopped, and the automation halts. Aborting
again answers with the first abort.

With --force it ends a rollout that was aborted at least ${forceStopAfterSeconds} seconds ago and whose workers do not obey, as when none lives.
No host that waits starts. Hosts in the middle of a deploy are left unknown: the commands there may still run.

Options:
  --roll-back     roll back by itself once the rollout has ended, to the last good revision
  --to SHA        to this full sha instead
  --force         end it although no worker has stopped it
  --reason TEXT   why it is rolled back, or ended so; at least 5 letters
  --project SLUG  may be left out when there is exactly one project
  --json          print {"abort": {"requestedAt", "by"}, "state", "thenRollBack"}; with --force the rollout

${actingEnvironment}

${clientExitCodes} It is refused when the rollout has ended; with --force also when nobody has aborted it.
`;

type AbortReply = z.infer<typeof abortReplySchema>;

const options = {
  ...steeringOptions,
  "roll-back": { type: "boolean", default: false },
  to: { type: "string" },
  force: { type: "boolean", default: false },
} as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("abort", async () => {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    const asked = "name one rollout by its number.";
    if (positionals.length > 1) throw new UsageError(asked);
    const number = parseRolloutNumber(positionals[0], asked);
    if (values.force) return forceStop(number, values);
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

type Given = { project?: string; reason?: string; to?: string; "roll-back": boolean; json: boolean };

/** What is to be rolled back afterwards is said with the abort, which came before. */
async function forceStop(number: number, { project, json, ...values }: Given): Promise<number> {
  if (values["roll-back"] || values.to !== undefined) throw new UsageError("--force goes without --roll-back.");
  const reason = requireReason(values.reason);
  const view = await openApiClient().post<RolloutView>(`/rollouts/${number}/force-stop`, { reason }, { project });
  const { unknown } = view.hosts;
  const left =
    unknown === 0 ? "no host is left unknown" : `hosts left unknown: ${unknown}; commands there may still run`;
  process.stdout.write(`${json ? JSON.stringify(view) : `Rollout #${number} is ${view.state}; ${left}.`}\n`);
  return 0;
}

function describeWish({ toRevision, by }: NonNullable<AbortReply["thenRollBack"]>): string {
  const target = toRevision === null ? "the last good revision" : shortSha(toRevision);
  return ` Once it has ended it is rolled back to ${target}, asked for by ${by}.`;
}

export const command: Command = { name: "abort", summary: "stop a rollout", usage, run };
