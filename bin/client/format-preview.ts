import type { RolloutPreview } from "@/lib/contracts/planning-views";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { describeDuration } from "@/lib/domain/describe-duration";

/** What a rollout would be, for a terminal; lines without their ends. */
export function formatPreview(preview: RolloutPreview): string[] {
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

export function countCommits(count: number): string {
  return count === 1 ? "1 commit" : `${count} commits`;
}
