import { parseArgs } from "node:util";
import type { SuspectsView } from "@/lib/contracts/history-views";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { openApiClient } from "../client/api-client";
import { chooseProject } from "../client/choose-project";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import type { Command } from "../command";

const usage = `
Usage: sauron suspects --since TIME [--until TIME] [--hosts NAME,NAME…] [--project SLUG] [--json]

Ranks the commits that may have caused an error, with the reasons: those that came shortly before it began, that the
hosts with the error ran, and the other hosts did not. It looks back 24 hours before the error, and at no more than the
newest 1,000 commits that the hosts got in that time.

TIME is like 2026-11-23T03:12Z, in UTC unless it names a zone, or seconds since 1970.

Options:
  --since TIME    when the error began
  --until TIME    when it ended
  --hosts NAMES   the hosts where it was seen, with commas between; without them only the time is compared
  --project SLUG  may be left out when there is exactly one project
  --json          print the answer of GET /api/v1/projects/SLUG/suspects

Example:
  sauron suspects --since 2026-11-23T03:12Z --hosts web-1,web-2

Environment:
  SAURON_URL       where Sauron is; otherwise the one that runs on SAURON_DATA_DIR (.sauron)

${clientExitCodes}
`;

const options = {
  since: { type: "string" },
  until: { type: "string" },
  hosts: { type: "string" },
  project: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("suspects", async () => {
    const { values } = parseArgs({ args: argv, options });
    const { since, until, hosts } = values;
    if (since === undefined) throw new UsageError("Say with --since when the error began.");
    const api = openApiClient();
    const slug = await chooseProject(api, values.project);
    const view = await api.get<SuspectsView>(`/projects/${slug}/suspects`, { since, until, hosts });
    process.stdout.write(values.json ? `${JSON.stringify(view)}\n` : `${formatSuspects(view).join("\n")}\n`);
    return 0;
  });
}

function formatSuspects({ sentence, suspects, more }: SuspectsView): string[] {
  const lines = suspects.flatMap(({ score, sha, title, author, bad, revertedBy, reasons, rollouts }) => [
    `${`${score}`.padStart(3)}  ${shortSha(sha)} ${title} (${author}, ${nameRollouts(rollouts)})`,
    ...(bad ? [`     Marked bad: ${bad.reason}`] : []),
    ...(revertedBy ? [`     Reverted by ${shortSha(revertedBy)}.`] : []),
    `     ${reasons.join(" ")}`,
  ]);
  return [sentence, ...lines, ...(more > 0 ? [`${more} more fit worse than these.`] : [])];
}

/** A host can turn out to run what no rollout brought. */
function nameRollouts(rollouts: number[]): string {
  return rollouts.length === 0 ? "no rollout" : rollouts.map((number) => `#${number}`).join(" ");
}

export const command: Command = {
  name: "suspects",
  summary: "rank the commits that may have caused an error",
  usage,
  run,
};
