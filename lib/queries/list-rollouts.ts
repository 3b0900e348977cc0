import type { RolloutSummary } from "@/lib/contracts/views";
import type { ProjectRow } from "@/lib/db/projects";
import { readStamp } from "@/lib/db/read-projects";
import { type RolloutFilter, searchRolloutFacts } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import { buildRolloutSummaries } from "./build-rollout-summaries";

export type RolloutsWanted = RolloutFilter & { before: number | null; limit: number };

/** A page of a project's rollouts, newest first; `before` is the number of the last one seen. */
export async function listRollouts(
  tx: Tx,
  project: ProjectRow,
  wanted: RolloutsWanted,
): Promise<{ rollouts: RolloutSummary[]; serverTime: string }> {
  const { now } = await readStamp(tx);
  const rows = await searchRolloutFacts(tx, { projectId: project.id, ...wanted });
  return { rollouts: await buildRolloutSummaries(tx, project, rows), serverTime: now.toISOString() };
}
