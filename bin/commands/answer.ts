import { parseArgs } from "node:util";
import type { RolloutView } from "@/lib/contracts/views";
import { SauronError } from "@/lib/errors";
import { openApiClient } from "../client/api-client";
import { parseRolloutNumber } from "../client/parse-rollout-number";
import { requireReason } from "../client/require-reason";
import { actingEnvironment, clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { steeringOptions } from "../client/steering-options";
import type { Command } from "../command";

const usage = `
Usage: sauron answer NUMBER yes|no [--reason TEXT] [--project SLUG] [--json]

Answers the question a rollout waits with: this commit? start? continue after the canary? go on without the hosts that
failed? "sauron status" shows it. A no before the start discards the rollout; a later one fails it and halts the
automation.

Options:
  --reason TEXT   why, at least 5 letters; needed for a no, and to go on without hosts
  --project SLUG  may be left out when there is exactly one project
  --json          print the rollout as GET /api/v1/rollouts/NUMBER answers it

${actingEnvironment}

${clientExitCodes}
It is refused when nothing is asked, and when the proposal is out of date: a yes binds to exactly the commits that were
shown.
`;

async function run(argv: string[]): Promise<number> {
  return runReporting("answer", async () => {
    const { values, positionals } = parseArgs({ args: argv, options: steeringOptions, allowPositionals: true });
    const { number, answer } = readQuestion(positionals);
    const reason = answer === "no" ? requireReason(values.reason) : values.reason;
    const api = openApiClient();
    const query = { project: values.project };
    const { question, state } = await api.get<RolloutView>(`/rollouts/${number}`, query);
    if (!question) throw new SauronError("conflict", `Rollout #${number} is ${state}, nothing is asked.`);
    // The question goes along, so that an answer never meets another one than was read here.
    const body = { question: question.code, answer, reason };
    const view = await api.post<RolloutView>(`/rollouts/${number}/answer`, body, query);
    const text = `${question.text} ${answer === "yes" ? "Yes." : "No."} Rollout #${number} is ${view.state}: ${view.sentence}`;
    process.stdout.write(`${values.json ? JSON.stringify(view) : text}\n`);
    return 0;
  });
}

function readQuestion([first, answer, ...others]: string[]): { number: number; answer: "yes" | "no" } {
  const asked = "name one rollout by its number, then yes or no.";
  if ((answer !== "yes" && answer !== "no") || others.length > 0) throw new UsageError(asked);
  return { number: parseRolloutNumber(first, asked), answer };
}

export const command: Command = { name: "answer", summary: "answer what a rollout waits to be told", usage, run };
