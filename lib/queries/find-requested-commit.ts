import type { ProjectRow } from "@/lib/db/projects";
import { type CommitRow, findCommitByPrefix } from "@/lib/db/read-commits";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { findRequestedProject } from "./find-requested-project";

/**
 * The commit a request means by its sha, or the beginning of it, and its project.
 * @throws SauronError "not-found", or "bad-request" when there are several projects and none was named
 */
export async function findRequestedCommit(
  tx: Tx,
  want: { project?: string | undefined; sha: string },
): Promise<{ project: ProjectRow; commit: CommitRow }> {
  const project = await findRequestedProject(tx, want.project ?? null);
  const commit = await findCommitByPrefix(tx, project.id, want.sha);
  if (!commit) throw new SauronError("not-found", `Project "${project.slug}" has no commit ${want.sha}.`);
  return { project, commit };
}
