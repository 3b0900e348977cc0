import { parseArgs } from "node:util";
import type { NowView } from "@/lib/contracts/views";
import { automationModes } from "@/lib/domain/automation/modes";
import { openApiClient } from "../client/api-client";
import { chooseProject } from "../client/choose-project";
import { requireReason } from "../client/require-reason";
import { actingEnvironment, clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { steeringOptions } from "../client/steering-options";
import type { Command } from "../command";

const usage = `
Usage: sauron mode MODE --reason TEXT [--project SLUG] [--json]

Moves the automation to another step of the trust ladder. The mode stays until somebody moves it again, or a project file
is applied that says another one than the file before it.

Modes, from the least trust to the most:
  suggest     shows what it would do; a person starts each rollout
  confirm     proposes, and asks: this commit? start? continue after the canary?
  supervised  answers itself while somebody has the project's page open
  unattended  answers itself

Options:
  --reason TEXT   why; at least 5 letters
  --project SLUG  may be left out when there is exactly one project
  --json          print the project as GET /api/v1/projects/SLUG answers it

${actingEnvironment}

${clientExitCodes} It is refused when that mode is in force already.
`;

async function run(argv: string[]): Promise<number> {
  return runReporting("mode", async () => {
    const { values, positionals } = parseArgs({ args: argv, options: steeringOptions, allowPositionals: true });
    const [mode, ...others] = positionals;
    if (others.length > 0 || !automationModes.some((known) => known === mode)) {
      throw new UsageError(`name one mode: ${automationModes.join(", ")}.`);
    }
    const reason = requireReason(values.reason);
    const api = openApiClient();
    const slug = await chooseProject(api, values.project);
    const view = await api.post<NowView>(`/projects/${slug}/mode`, { mode, reason });
    const text = `The automation of ${slug} is in mode ${view.automation.mode}. Next: ${view.next.sentence}.`;
    process.stdout.write(`${values.json ? JSON.stringify(view) : text}\n`);
    return 0;
  });
}

export const command: Command = { name: "mode", summary: "say how far the automation may go by itself", usage, run };
