import type { RollbackPreview } from "@/lib/contracts/rollback-views";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { describeDuration } from "@/lib/domain/describe-duration";

/** What a rollback would be, for a terminal; lines without their ends. */
export function formatRollback(preview: RollbackPreview): string[] {
  const { undoes, removed, removedCount, hosts, expectedSeconds } = preview;
  const lines = [
    `${preview.project}: #${undoes.number} is rolled back from ${shortSha(preview.fromRevision)} to ${shortSha(preview.toRevision)} ${preview.toTitle}`,
    `  to      ${preview.verdict ?? "no rollout has brought it to a host"}`,
    `  leaves  ${removedCount === 1 ? "1 commit" : `${removedCount} commits`}`,
    ...removed.map(({ sha, author, title }) => `          ${shortSha(sha)}  ${author}  ${title}`),
    `  hosts   ${hosts.affected}, ${hosts.there} are there already`,
    `  takes   ${expectedSeconds === null ? "nobody can tell yet" : `about ${describeDuration(expectedSeconds)}`}`,
    ...preview.risks.map((risk) => `  RISK    ${risk}`),
  ];
  if (preview.freeze) lines.push(`  ${preview.freeze}. It does not stop a rollback.`);
  if (preview.refusal) lines.push(`  Cannot begin now: ${preview.refusal}`);
  return lines;
}
