import { parseArgs } from "node:util";
import type { FleetView } from "@/lib/contracts/fleet-views";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { describeRecord } from "@/lib/domain/fleet/host-record";
import { openApiClient } from "../client/api-client";
import { chooseProject } from "../client/choose-project";
import { requireReason } from "../client/require-reason";
import { clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import type { Command } from "../command";

const usage = `
Usage: sauron hosts [--project SLUG] [--json]
       sauron hosts set-aside HOST --reason TEXT [--project SLUG] [--json]
       sauron hosts take-back HOST --reason TEXT [--project SLUG] [--json]
       sauron hosts accept-inventory --reason TEXT [--project SLUG] [--json]

Lists the hosts of the fleet: what each runs, in how many of its last rollouts it failed, and whether it takes part.

"set-aside" takes a host out of the rollouts to come, until "take-back" lets it take part again. A rollout under way
goes on as it was planned.

"accept-inventory" lets an inventory drop more than half of the fleet, once.

Options:
  --reason TEXT   why; at least 5 letters
  --project SLUG  may be left out when there is exactly one project
  --json          print what GET /api/v1/projects/SLUG/hosts answers

Environment:
  SAURON_URL       where Sauron is; otherwise the one that runs on SAURON_DATA_DIR (.sauron)
  SAURON_ACTOR     who does it (the user of the system)

${clientExitCodes}
`;

const options = {
  reason: { type: "string" },
  project: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("hosts", async () => {
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true });
    const change = readChange(positionals);
    const api = openApiClient();
    const project = await chooseProject(api, values.project);
    const view = change
      ? await api.post<FleetView>(`/projects/${project}/${change.path}`, { reason: requireReason(values.reason) })
      : await api.get<FleetView>(`/projects/${project}/hosts`);
    const shown = change?.host ? view.hosts.filter(({ name }) => name === change.host) : view.hosts;
    process.stdout.write(values.json ? `${JSON.stringify(view)}\n` : shown.map(formatHost).join(""));
    return 0;
  });
}

function readChange([verb, host, ...others]: string[]): { path: string; host?: string } | null {
  if (verb === undefined) return null;
  if (verb === "accept-inventory" && host === undefined) return { path: "inventory/accept" };
  const isVerb = verb === "set-aside" || verb === "take-back";
  if (!isVerb || host === undefined || others.length > 0)
    throw new UsageError("give set-aside or take-back, and one host.");
  return { path: `hosts/${encodeURIComponent(host)}/${verb}`, host };
}

function formatHost({ name, currentRevision, record, keepsFailing, setAside }: FleetView["hosts"][number]): string {
  const runs = currentRevision === null ? "not known" : shortSha(currentRevision);
  const aside = setAside ? `, set aside by ${setAside.by}: ${setAside.reason}` : "";
  return `${name}  runs ${runs}, ${describeRecord(record)}${keepsFailing ? " (keeps failing)" : ""}${aside}\n`;
}

export const command: Command = { name: "hosts", summary: "list hosts, set one aside or take it back", usage, run };
