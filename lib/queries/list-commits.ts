import type { CommitView } from "@/lib/contracts/views";
import type { ProjectRow } from "@/lib/db/projects";
import { findCommitByPrefix, listTrunkCommits } from "@/lib/db/read-commits";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { buildCommitViews } from "./build-commit-views";

/**
 * A page of the trunk, newest first; `before` is the sha of the last commit seen.
 * @throws SauronError not-found when there is no such commit
 */
export async function listCommits(
  tx: Tx,
  project: ProjectRow,
  page: { before: string | null; limit: number },
): Promise<{ commits: CommitView[]; serverTime: string }> {
  const { now } = await readStamp(tx);
  const before = page.before === null ? null : await findPosition(tx, project, page.before);
  const commits = await listTrunkCommits(tx, { projectId: project.id, before, limit: page.limit });
  return { commits: await buildCommitViews(tx, project, commits), serverTime: now.toISOString() };
}

async function findPosition(tx: Tx, project: ProjectRow, sha: string): Promise<number> {
  const commit = await findCommitByPrefix(tx, project.id, sha);
  if (!commit) throw new SauronError("not-found", `Project "${project.slug}" has no commit ${sha}.`);
  return commit.position;
}
