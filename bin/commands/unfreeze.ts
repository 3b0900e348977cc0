import { parseArgs } from "node:util";
import type { NowView } from "@/lib/contracts/views";
import { openApiClient } from "../client/api-client";
import { chooseProject } from "../client/choose-project";
import { requireReason } from "../client/require-reason";
import { actingEnvironment, clientExitCodes, runReporting } from "../client/run-reporting";
import { steeringOptions } from "../client/steering-options";
import type { Command } from "../command";

const usage = `
Usage: sauron unfreeze --reason TEXT [--project SLUG] [--json]

Ends the freeze in force before it expires, and says what comes next.

Options:
  --reason TEXT   why; at least 5 letters
  --project SLUG  may be left out when there is exactly one project
  --json          print the project as GET /api/v1/projects/SLUG answers it

${actingEnvironment}

${clientExitCodes} It is refused when no freeze is in force.
`;

async function run(argv: string[]): Promise<number> {
  return runReporting("unfreeze", async () => {
    const { values } = parseArgs({ args: argv, options: steeringOptions });
    const reason = requireReason(values.reason);
    const api = openApiClient();
    const slug = await chooseProject(api, values.project);
    const view = await api.post<NowView>(`/projects/${slug}/freezes/lift`, { reason });
    const text = `${slug} is frozen no more. Next: ${view.next.sentence}.`;
    process.stdout.write(`${values.json ? JSON.stringify(view) : text}\n`);
    return 0;
  });
}

export const command: Command = { name: "unfreeze", summary: "end a freeze before it expires", usage, run };
