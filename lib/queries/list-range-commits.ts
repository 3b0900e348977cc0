import type { CommitView } from "@/lib/contracts/views";
import type { ProjectRow } from "@/lib/db/projects";
import { listCommitsBetween } from "@/lib/db/read-commits";
import type { RolloutFactsRow } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import { buildCommitViews } from "./build-commit-views";

/** A first rollout may bring the whole history; its newest commits are the ones of interest. */
const rangeLimit = 200;

/** The commits a rollout brings (or takes away, when it goes back), oldest first. */
export async function listRangeCommits(
  tx: Tx,
  project: ProjectRow,
  rollout: Pick<RolloutFactsRow, "fromRevision" | "toRevision" | "commitCount">,
): Promise<CommitView[]> {
  const commits = await listCommitsBetween(tx, {
    projectId: project.id,
    from: rollout.fromRevision,
    to: rollout.toRevision,
    count: rollout.commitCount,
    limit: rangeLimit,
  });
  return buildCommitViews(tx, project, commits);
}
