import type { StagePolicy } from "@/lib/contracts/project-file";
import { type HostRow, listParticipants } from "@/lib/db/hosts";
import type { ProjectRow } from "@/lib/db/projects";
import { readNextNumber } from "@/lib/db/rollouts";
import type { Tx } from "@/lib/db/transaction";
import { assignStages } from "@/lib/domain/fleet/assign-stages";

export type ResolvedStage = { stage: StagePolicy; hosts: HostRow[] };

/**
 * Which hosts the next rollout of a project deploys in which stage, in order. The same code plans and previews.
 * @param of other hosts than all of the fleet, or other stages than those of the project file
 */
export async function resolveStages(
  tx: Tx,
  project: ProjectRow,
  of: { hosts?: HostRow[]; stages?: StagePolicy[] } = {},
): Promise<ResolvedStage[]> {
  const { stages = project.policy.stages } = of;
  const hosts = of.hosts ?? (await listParticipants(tx, project.id));
  const dealt = assignStages(hosts, stages, await readNextNumber(tx, project.id));
  return stages.map((stage, index) => ({ stage, hosts: dealt.stages[index] ?? [] }));
}
