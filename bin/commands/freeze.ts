import { parseArgs } from "node:util";
import type { NowView } from "@/lib/contracts/views";
import { openApiClient } from "../client/api-client";
import { chooseProject } from "../client/choose-project";
import { requireReason } from "../client/require-reason";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import type { Command } from "../command";

const usage = `
Usage: sauron freeze [--for TIME] --reason TEXT [--project SLUG] [--json]

Lets no new rollout start, whoever asks for one; a running one goes on. It ends by itself. A freeze that is in force is
replaced.

Options:
  --for TIME      how long, such as 30m, 2h or 3d, from 1m to 7d (2h)
  --reason TEXT   why; at least 5 letters, shown to everybody
  --project SLUG  may be left out when there is exactly one project
  --json          print the project as GET /api/v1/projects/SLUG answers it

Example:
  sauron freeze --for 4h --reason "the database moves tonight"

Environment:
  SAURON_URL       where Sauron is; otherwise the one that runs on SAURON_DATA_DIR (.sauron)
  SAURON_ACTOR     who does it (the user of the system)

${clientExitCodes}
`;

const options = {
  for: { type: "string", default: "2h" },
  reason: { type: "string" },
  project: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

const secondsPerUnit = { s: 1, m: 60, h: 3600, d: 24 * 3600 } as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("freeze", async () => {
    const { values } = parseArgs({ args: argv, options });
    const body = { reason: requireReason(values.reason), seconds: parseTime(values.for) };
    const api = openApiClient();
    const slug = await chooseProject(api, values.project);
    const view = await api.post<NowView>(`/projects/${slug}/freezes`, body);
    const text = `${slug} is frozen until ${view.automation.freeze?.expiresAt.slice(0, 16).replace("T", " ")} UTC; a rollout that runs goes on.`;
    process.stdout.write(`${values.json ? JSON.stringify(view) : text}\n`);
    return 0;
  });
}

function parseTime(text: string): number {
  const [, amount, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text) ?? [];
  const seconds = Math.round(Number(amount) * secondsPerUnit[unit as keyof typeof secondsPerUnit]);
  if (seconds >= 60 && seconds <= 7 * secondsPerUnit.d) return seconds;
  throw new UsageError("--for takes a time from 1m to 7d, such as 30m, 2h or 3d.");
}

export const command: Command = { name: "freeze", summary: "let no new rollout start for a while", usage, run };
