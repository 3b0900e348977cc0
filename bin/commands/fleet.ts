import { parseArgs } from "node:util";
import type { NowView, RolloutSummary } from "@/lib/contracts/views";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { describeFleet } from "@/lib/domain/fleet/describe-fleet";
import { SauronError } from "@/lib/errors";
import { type ApiClient, openApiClient } from "../client/api-client";
import { chooseProject } from "../client/choose-project";
import { requireReason } from "../client/require-reason";
import { actingEnvironment, clientExitCodes, runReporting, UsageError } from "../client/run-reporting";
import { steeringOptions } from "../client/steering-options";
import type { Command } from "../command";

const usage = `
Usage: sauron fleet [--project SLUG] [--json]
       sauron fleet finish|leave --reason TEXT [--project SLUG] [--json]

Says which revisions the hosts run. After an abort or a failure they may run several; then a person decides:

  finish  rolls the newer revision on to the hosts that do not run it, stage by stage
  leave   accepts it as it is, until the next rollout
          (sauron rollback takes the others back)

Options:
  --reason TEXT   why; at least 5 letters
  --project SLUG  may be left out when there is exactly one project
  --json          print what the API answers

${actingEnvironment}

${clientExitCodes}
`;

async function run(argv: string[]): Promise<number> {
  return runReporting("fleet", async () => {
    const { values, positionals } = parseArgs({ args: argv, options: steeringOptions, allowPositionals: true });
    const [wish, ...rest] = positionals;
    if (rest.length > 0 || (wish !== undefined && wish !== "finish" && wish !== "leave")) {
      throw new UsageError("say finish, leave or nothing.");
    }
    const api = openApiClient();
    const slug = await chooseProject(api, values.project);
    const view = await api.get<NowView>(`/projects/${slug}`);
    const { text, json } = wish ? await decide(api, view, { wish, reason: requireReason(values.reason) }) : tell(view);
    process.stdout.write(`${values.json ? JSON.stringify(json) : text}\n`);
    return 0;
  });
}

type Told = { text: string; json: unknown };

function tell({ fleet, mixed }: NowView): Told {
  const text = describeFleet(fleet);
  const left = mixed?.left ? ` Left so by ${mixed.left.by}: ${mixed.left.reason}` : "";
  return { text: `${text}.${left}`, json: { fleet, mixed } };
}

async function decide(
  api: ApiClient,
  { project, mixed }: NowView,
  { wish, reason }: { wish: "finish" | "leave"; reason: string },
): Promise<Told> {
  const path = `/projects/${project}/fleet/${wish}`;
  if (wish === "leave") {
    return { json: await api.post<NowView>(path, { reason }), text: `The fleet of ${project} is left mixed.` };
  }
  if (!mixed) {
    throw new SauronError("conflict", "every host runs the same revision, or a rollout is at work on them.");
  }
  const { toRevision } = mixed.finish;
  const rollout = await api.post<RolloutSummary>(path, { toRevision, reason });
  const text = `Rollout #${rollout.number} brings ${shortSha(toRevision)} to the other ${rollout.hosts.total} hosts.`;
  return { json: rollout, text };
}

export const command: Command = {
  name: "fleet",
  summary: "say what the hosts run, and finish or leave a mix",
  usage,
  run,
};
