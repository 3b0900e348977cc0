import { parseArgs } from "node:util";
import type { RolloutPreview } from "@/lib/contracts/planning-views";
import type { RolloutSummary } from "@/lib/contracts/views";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { describeDuration } from "@/lib/domain/describe-duration";
import { openApiClient } from "./api-client";
import { chooseProject } from "./choose-project";

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

/** What a rollout would be, for a terminal; lines without their ends. */
function formatPreview(preview: RolloutPreview): string[] {
  const { included, counts, stages } = preview;
  const lines = [`${preview.project}: ${countCommits(counts.included)} to ${shortSha(preview.toRevision)}`];
  const unlisted = counts.included - included.length;
  if (unlisted > 0) lines.push(`  ${countCommits(unlisted)} older than these, not listed`);
  for (const { sha, testStatus, author, title } of included) {
    lines.push(`  ${shortSha(sha)}  ${testStatus.padEnd(9)}  ${author}  ${title}`);
  }
  if (counts.notIncluded > 0) lines.push(`  not included: ${countCommits(counts.notIncluded)} that landed later`);
  const hosts = stages.map((stage) => `${stage.name} ${stage.hosts}`).join(", ");
  lines.push(`  hosts: ${hosts}; about ${describeDuration(preview.expectedSeconds)}`);
  if (preview.whyNotByItself)
    lines.push(`  The automation would not do this now: ${preview.whyNotByItself}. Give a reason.`);
  if (preview.alternative) lines.push(`  Left to the automation: ${preview.alternative.text}`);
  if (preview.refusal) lines.push(`  Cannot start now: ${preview.refusal}`);
  return lines;
}

function countCommits(count: number): string {
  return count === 1 ? "1 commit" : `${count} commits`;
}
