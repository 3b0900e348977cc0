import { parseArgs } from "node:util";
import type { NowView } from "@/lib/contracts/views";
import { openApiClient } from "../client/api-client";
import { chooseProject } from "../client/choose-project";
import { parseRolloutNumber } from "../client/parse-rollout-number";
import { requireReason } from "../client/require-reason";
import { actingEnvironment, clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { steeringOptions } from "../client/steering-options";
import type { Command } from "../command";

const usage = `
Usage: sauron freeze [--for TIME] [--abort NUMBER] --reason TEXT [--project SLUG] [--json]

Lets no new rollout start, whoever asks for one; a running one goes on unless it is aborted too. It ends by itself. A
freeze that is in force is replaced.

Options:
  --for TIME      how long, such as 30m, 2h or 3d, from 1m to 7d (2h)
  --abort NUMBER  abort this rollout too
  --reason TEXT   why; at least 5 letters, shown to everybody
  --project SLUG  may be left out when there is exactly one project
  --json          print the project as GET /api/v1/projects/SLUG answers it

Example:
  sauron freeze --for 4h --reason "the database moves tonight"

${actingEnvironment}

${clientExitCodes}
`;

const options = { ...steeringOptions, for: { type: "string", default: "2h" }, abort: { type: "string" } } as const;

const abortWants = "--abort takes the number of a rollout, such as 12.";

const secondsPerUnit = { s: 1, m: 60, h: 3600, d: 24 * 3600 } as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("freeze", async () => {
    const { values } = parseArgs({ args: argv, options });
    const abort = values.abort === undefined ? undefined : parseRolloutNumber(values.abort, abortWants);
    const body = { reason: requireReason(values.reason), seconds: parseTime(values.for), abort };
    const api = openApiClient();
    const slug = await chooseProject(api, values.project);
    const view = await api.post<NowView>(`/projects/${slug}/freezes`, body);
    const until = view.automation.freeze?.expiresAt.slice(0, 16).replace("T", " ");
    const text = `${slug} is frozen until ${until} UTC; ${describeRunning(view, abort)}.`;
    process.stdout.write(`${values.json ? JSON.stringify(view) : text}\n`);
    return 0;
  });
}

function describeRunning({ doing }: NowView, abort: number | undefined): string {
  if (abort === undefined) return "a rollout that runs goes on";
  if (doing?.number !== abort) return `rollout #${abort} has ended`;
  return doing.abort ? `rollout #${abort} is being stopped` : `rollout #${abort} is ${doing.state}`;
}

function parseTime(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text) ?? [];
  const seconds = Math.round(Number(amount) * secondsPerUnit[unit as keyof typeof secondsPerUnit]);
  if (seconds >= 60 && seconds <= 7 * secondsPerUnit.d) return seconds;
  throw new UsageError("--for takes a time from 1m to 7d, such as 30m, 2h or 3d.");
}

export const command: Command = { name: "freeze", summary: "let no new rollout start for a while", usage, run };
