import { parseArgs } from "node:util";
import type { RollbackPreview } from "@/lib/contracts/rollback-views";
import type { RolloutSummary } from "@/lib/contracts/views";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { SauronError } from "@/lib/errors";
import { openApiClient } from "../client/api-client";
import { chooseProject } from "../client/choose-project";
import { formatRollback } from "../client/format-rollback";
import { requireReason } from "../client/require-reason";
import { actingEnvironment, clientExitCodes, runReporting } from "../client/run-reporting";
import { steeringOptions } from "../client/steering-options";
import type { Command } from "../command";

const usage = `
Usage: sauron rollback --reason TEXT [--to SHA] [--watch-canary] [--all-hosts] [--accept-risks]
                       [--dry-run] [--project SLUG] [--json]

Takes production back to the last revision that was fully good: on all stages at once, without a canary and without a
bake. The automation halts and the commits that are taken back are locked until a person resumes. A freeze or a halt does
not stop it; a rollout that runs has to end first: sauron abort NUMBER --roll-back.

Options:
  --reason TEXT   why; at least 5 letters
  --to SHA        an older commit instead, or the beginning of its sha
  --watch-canary  stage by stage, watched as a forward rollout is
  --all-hosts     also hosts that run the target already
  --accept-risks  go although the target was not good, or a commit says that it is unsafe to roll back
  --dry-run       only say what it would be
  --project SLUG  may be left out when there is exactly one project
  --json          print the rollout, or the preview, as the API answers it

Example:
  sauron rollback --reason "pages are slow since 14:03"

${actingEnvironment}

${clientExitCodes}
`;

const options = {
  ...steeringOptions,
  to: { type: "string" },
  "watch-canary": { type: "boolean", default: false },
  "all-hosts": { type: "boolean", default: false },
  "accept-risks": { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
} as const;

async function run(argv: string[]): Promise<number> {
  return runReporting("rollback", async () => {
    const { values } = parseArgs({ args: argv, options });
    const reason = values["dry-run"] ? "" : requireReason(values.reason);
    const [watchCanary, allHosts] = [values["watch-canary"], values["all-hosts"]];
    const api = openApiClient();
    const slug = await chooseProject(api, values.project);
    const query = { to: values.to?.toLowerCase(), watchCanary: String(watchCanary), allHosts: String(allHosts) };
    const preview = await api.get<RollbackPreview>(`/projects/${slug}/rollback-preview`, query);
    if (values["dry-run"]) {
      process.stdout.write(values.json ? `${JSON.stringify(preview)}\n` : `${formatRollback(preview).join("\n")}\n`);
      return 0;
    }
    if (preview.inTheWay) throw new SauronError("conflict", describeWayOut(preview.inTheWay));
    const { fromRevision, toRevision: to } = preview;
    const body = { to, fromRevision, reason, watchCanary, allHosts, acceptRisks: values["accept-risks"] };
    const rollback = await api.post<RolloutSummary>(`/projects/${slug}/rollbacks`, body);
    const text = `Rollout #${rollback.number} takes #${rollback.undoes} back to ${shortSha(to)} on ${rollback.hosts.total} hosts. The automation is halted until a person resumes.`;
    process.stdout.write(`${values.json ? JSON.stringify(rollback) : text}\n`);
    return 0;
  });
}

function describeWayOut({ number, state }: NonNullable<RollbackPreview["inTheWay"]>): string {
  return `rollout #${number} is ${state} and has to end first: sauron abort ${number} --roll-back`;
}

export const command: Command = { name: "rollback", summary: "take production back to a good revision", usage, run };
