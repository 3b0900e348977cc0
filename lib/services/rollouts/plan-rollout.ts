import { listEnabledHosts } from "@/lib/db/hosts";
import type { ProjectRow } from "@/lib/db/projects";
import { insertRollout, type NewRollout, type RolloutRow } from "@/lib/db/rollouts";
import type { Tx } from "@/lib/db/transaction";
import { assignStages } from "@/lib/domain/fleet/assign-stages";
import { withdrawProposal } from "./withdraw-proposal";

type Plan = Pick<
  NewRollout,
  "kind" | "fromRevision" | "toRevision" | "commitCount" | "startedBy" | "reason" | "decisionId" | "state"
>;

/**
 * Resolves which hosts each stage has and stores the rollout, ready to start unless it is only proposed, with the rules
 * and the mode in force now.
 * Returns null when an unfinished rollout is in the way.
 */
export async function planRollout(tx: Tx, project: ProjectRow, plan: Plan): Promise<RolloutRow | null> {
  if (plan.state !== "proposed") await withdrawProposal(tx, project.id, plan.startedBy);
  const hosts = await listEnabledHosts(tx, project.id);
  const { stages } = assignStages(hosts, project.policy.stages);
  return insertRollout(tx, {
    ...plan,
    projectId: project.id,
    policy: { ...project.policy, automation: project.mode },
    policyRevision: project.policyRevision,
    stages: project.policy.stages.map((stage, index) => ({
      name: stage.name,
      hostIds: (stages[index] ?? []).map((host) => host.id),
    })),
  });
}
