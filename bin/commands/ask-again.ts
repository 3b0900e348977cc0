import { parseArgs } from "node:util";
import type { NowView } from "@/lib/contracts/views";
import { openApiClient } from "../client/api-client";
import { chooseProject } from "../client/choose-project";
import { requireReason } from "../client/require-reason";
import { actingEnvironment, clientExitCodes, runReporting } from "../client/run-reporting";
import { steeringOptions } from "../client/steering-options";
import type { Command } from "../command";

const usage = `
Usage: sauron ask-again --reason TEXT [--project SLUG] [--json]

Takes back a no to what would go next: the same commits are proposed again, and a person answers anew.

Options:
  --reason TEXT   why; at least 5 letters
  --project SLUG  may be left out when there is exactly one project
  --json          print the project as GET /api/v1/projects/SLUG answers it

${actingEnvironment}

${clientExitCodes} It is refused when nobody has said no to what would go next.
`;

async function run(argv: string[]): Promise<number> {
  return runReporting("ask-again", async () => {
    const { values } = parseArgs({ args: argv, options: steeringOptions });
    const reason = requireReason(values.reason);
    const api = openApiClient();
    const slug = await chooseProject(api, values.project);
    const view = await api.post<NowView>(`/projects/${slug}/ask-again`, { reason });
    const text = `${slug} asks again. Next: ${view.next.sentence}.`;
    process.stdout.write(`${values.json ? JSON.stringify(view) : text}\n`);
    return 0;
  });
}

export const command: Command = { name: "ask-again", summary: "take back a no to what would go next", usage, run };
