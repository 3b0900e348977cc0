import { parseArgs } from "node:util";
import type { RolloutPreview } from "@/lib/contracts/planning-views";
import type { RolloutSummary } from "@/lib/contracts/views";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { openApiClient } from "./api-client";
import { chooseProject } from "./choose-project";
import { countCommits, formatPreview } from "./format-preview";

const options = {
  to: { type: "string" },
  reason: { type: "string" },
  "dry-run": { type: "boolean", default: false },
  project: { type: "string" },
  json: { type: "boolean", default: false },
} as const;

/** `sauron rollouts start`: reads what the rollout would be, and starts exactly that. */
export async function startRollout(argv: string[]): Promise<number> {
  const { values } = parseArgs({ args: argv, options });
  const api = openApiClient();
  const project = await chooseProject(api, values.project);
  const preview = await api.get<RolloutPreview>(`/projects/${project}/preview`, { to: values.to });
  if (values["dry-run"]) {
    process.stdout.write(values.json ? `${JSON.stringify(preview)}\n` : `${formatPreview(preview).join("\n")}\n`);
    return 0;
  }
  const { fromRevision, toRevision, trunkHead } = preview;
  const target = { fromRevision, toRevision, trunkHead, reason: values.reason };
  const rollout = await api.post<RolloutSummary>("/rollouts", { target }, { project });
  const text = `Rollout #${rollout.number} of ${countCommits(rollout.commitCount)} to ${shortSha(rollout.toRevision)} is ${rollout.state}.`;
  process.stdout.write(`${values.json ? JSON.stringify(rollout) : text}\n`);
  return 0;
}
