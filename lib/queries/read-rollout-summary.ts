import type { RolloutSummary } from "@/lib/contracts/views";
import type { ProjectRow } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import { buildRolloutSummaries } from "./build-rollout-summaries";
import { findRequestedRollout } from "./find-requested-rollout";

/**
 * What lists show of one rollout.
 * @throws SauronError "not-found"
 */
export async function readRolloutSummary(tx: Tx, project: ProjectRow, number: number): Promise<RolloutSummary> {
  const { rollout } = await findRequestedRollout(tx, { project: project.slug, number });
  const [summary] = await buildRolloutSummaries(tx, project, [rollout]);
  if (!summary) throw new Error("a rollout without a summary");
  return summary;
}
