import type { ProjectSummary } from "@/lib/contracts/views";
import { findBacklogStart } from "@/lib/db/automation";
import { findFreeze } from "@/lib/db/freezes";
import type { ProjectRow } from "@/lib/db/projects";
import { readQueue } from "@/lib/db/read-commits";
import { listProjects as listProjectRows, readStamp } from "@/lib/db/read-projects";
import { listRolloutFacts } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import { hideSecrets } from "@/lib/domain/repository/repository-url";
import { buildRolloutSummaries } from "./build-rollout-summaries";

/** One row for each project, or for the one that is named. */
export async function listProjects(
  tx: Tx,
  only: string | null = null,
): Promise<{ projects: ProjectSummary[]; serverTime: string }> {
  const { now } = await readStamp(tx);
  const rows = (await listProjectRows(tx)).filter((row) => only === null || row.slug === only);
  const projects: ProjectSummary[] = [];
  for (const row of rows) projects.push(await summarizeProject(tx, row));
  return { projects, serverTime: now.toISOString() };
}

async function summarizeProject(tx: Tx, project: ProjectRow): Promise<ProjectSummary> {
  const range = { projectId: project.id, before: null, limit: 1 };
  const unfinished = await listRolloutFacts(tx, { ...range, which: "unfinished" });
  const succeeded = await listRolloutFacts(tx, { ...range, which: "succeeded" });
  const summaries = await buildRolloutSummaries(tx, project, [...unfinished, ...succeeded]);
  const after = await findBacklogStart(tx, project.id);
  const queue = await readQueue(tx, { projectId: project.id, after, limit: 1 });
  return {
    slug: project.slug,
    repositoryUrl: hideSecrets(project.repositoryUrl),
    trunk: project.trunk,
    mode: project.mode,
    halted: project.haltedAt !== null,
    frozen: (await findFreeze(tx, project.id)) !== null,
    doing: summaries.find((summary) => summary.number === unfinished[0]?.number) ?? null,
    queueTotal: queue.total,
    oldestWaitSince: queue.commits[0]?.landedAt.toISOString() ?? null,
    goalSeconds: project.policy.selection.goal,
    lastDone: summaries.find((summary) => summary.number === succeeded[0]?.number) ?? null,
  };
}
