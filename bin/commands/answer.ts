import { parseArgs } from "node:util";
import type { RolloutView } from "@/lib/contracts/views";
import { SauronError } from "@/lib/errors";
import { openApiClient } from "../client/api-client";
import { requireReason } from "../client/require-reason";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import type { Command } from "../command";

const usage = `
Usage: sauron answer NUMBER yes|no [--reason TEXT] [--project SLUG] [--json]

Answers the question a rollout waits with: this commit? start? continue after the canary? "sauron status" shows it. A no
before the start discards the rollout; a no after the canary fails it and halts the automation.

Options:
  --reason TEXT   why; needed for a no, at least 5 letters
  --project SLUG  may be left out when there is exactly one project
  --json          print the rollout as GET /api/v1/rollouts/NUMBER answers it

Environment:
  SAURON_URL       where Sauron is; otherwise the one that runs on SAURON_DATA_DIR (.sauron)
  SAURON_ACTOR     who does it (the user of the system)

${clientExitCodes}
It is refused when nothing is asked, and when the proposal is out of date: a yes binds to exactly the commits that were
shown.
`;

const options = {
  reason: { type: "string" },
  project: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("answer", async () => {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
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
  const number = Number(first?.replace(/^#/, ""));
  const isAnswer = answer === "yes" || answer === "no";
  if (!isAnswer || others.length > 0 || !Number.isInteger(number) || number < 1) {
    throw new UsageError("name one rollout by its number, then yes or no.");
  }
  return { number, answer };
}

export const command: Command = { name: "answer", summary: "answer what a rollout waits to be told", usage, run };
