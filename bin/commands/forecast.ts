import { parseArgs } from "node:util";
import type { ForecastView } from "@/lib/contracts/planning-views";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { openApiClient } from "../client/api-client";
import { chooseProject } from "../client/choose-project";
import { clientExitCodes, runReporting } from "../client/run-reporting";
import type { Command } from "../command";

const usage = `
Usage: sauron forecast [--project SLUG] [--json]

Says which commits travel together and when, as things stand: no further commit lands, every rollout succeeds and takes
as long as expected. Then why each of the other commits waits. Times in UTC.

Options:
  --project SLUG  may be left out when there is exactly one project
  --json          print the forecast as GET /api/v1/projects/SLUG/forecast answers it

Environment:
  SAURON_URL       where Sauron is; otherwise the one that runs on SAURON_DATA_DIR (.sauron)

${clientExitCodes}
`;

const options = { project: { type: "string" }, json: { type: "boolean", default: false } } as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("forecast", async () => {
    const { values } = parseArgs({ args: argv, options });
    const api = openApiClient();
    const slug = await chooseProject(api, values.project);
    const forecast = await api.get<ForecastView>(`/projects/${slug}/forecast`);
    process.stdout.write(values.json ? `${JSON.stringify(forecast)}\n` : `${formatForecast(forecast).join("\n")}\n`);
    return 0;
  });
}

function formatForecast({ rollouts, waiting }: ForecastView): string[] {
  if (rollouts.length === 0 && waiting.length === 0) return ["No commit waits."];
  const clock = (time: string) => time.slice(0, 16).replace("T", " ");
  const lines = rollouts.map(({ place, shas, startsAt, endsAt, assumes }) => {
    const when = `${clock(startsAt)} – ${clock(endsAt).slice(11)}`;
    return `${place}. ${when}  ${shas.map(shortSha).join(" ")}${assumes ? `  ${assumes}` : ""}`;
  });
  return [...lines, ...waiting.map(({ sha, text }) => `-  ${shortSha(sha)}  ${text}`)];
}

export const command: Command = { name: "forecast", summary: "say which commits go live when", usage, run };
