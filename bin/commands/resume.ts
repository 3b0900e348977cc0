import { parseArgs } from "node:util";
import type { CommitView, NowView } from "@/lib/contracts/views";
import { type ApiClient, openApiClient } from "../client/api-client";
import { chooseProject } from "../client/choose-project";
import { requireReason } from "../client/require-reason";
import { actingEnvironment, clientExitCodes, runReporting } from "../client/run-reporting";
import { steeringOptions } from "../client/steering-options";
import type { Command } from "../command";

const usage = `
Usage: sauron resume --reason TEXT [--mark-bad SHA]... [--project SLUG] [--json]

Lets the automation go on after a halt, and says what it does first. A commit that is marked bad is not deployed until a
revert of it lands.

Options:
  --reason TEXT   why; at least 5 letters
  --mark-bad SHA  a commit that must not be deployed again; may be given several times, 4 digits are enough
  --project SLUG  may be left out when there is exactly one project
  --json          print the project as GET /api/v1/projects/SLUG answers it

Example:
  sauron resume --mark-bad 9f3c2a1 --reason "reverted the feed change"

${actingEnvironment}

${clientExitCodes} It is refused when the automation is not halted.
`;

const options = {
  ...steeringOptions,
  "mark-bad": { type: "string", multiple: true, default: [] as string[] },
} as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("resume", async () => {
    const { values } = parseArgs({ args: argv, options });
    const reason = requireReason(values.reason);
    const api = openApiClient();
    const slug = await chooseProject(api, values.project);
    const markBad = await Promise.all(values["mark-bad"].map((sha) => findSha(api, slug, sha)));
    const view = await api.post<NowView>(`/projects/${slug}/resume`, { reason, markBad });
    const text = `The automation of ${slug} goes on. Next: ${view.next.sentence}.`;
    process.stdout.write(`${values.json ? JSON.stringify(view) : text}\n`);
    return 0;
  });
}

/** The full sha of a commit that was named by its first digits. */
async function findSha(api: ApiClient, project: string, prefix: string): Promise<string> {
  const { sha } = await api.get<CommitView>(`/commits/${encodeURIComponent(prefix.toLowerCase())}`, { project });
  return sha;
}

export const command: Command = { name: "resume", summary: "let the automation go on after a halt", usage, run };
