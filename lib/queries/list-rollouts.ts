import type { RolloutSummary } from "@/lib/contracts/views";
import type { ProjectRow } from "@/lib/db/projects";
import { readStamp } from "@/lib/db/read-projects";
import { listRolloutFacts } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import { buildRolloutSummaries } from "./build-rollout-summaries";

/** A page of a project's rollouts, newest first; `before` is the number of the last one seen. */
export async function listRollouts(
  tx: Tx,
  project: ProjectRow,
  page: { before: number | null; limit: number },
): Promise<{ rollouts: RolloutSummary[]; serverTime: string }> {
  const { now } = await readStamp(tx);
  const rows = await listRolloutFacts(tx, { projectId: project.id, which: "all", ...page });
  return { rollouts: await buildRolloutSummaries(tx, project, rows), serverTime: now.toISOString() };
}
