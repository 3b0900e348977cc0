import type { ProjectRow } from "@/lib/db/projects";
import { insertRollout, type NewRollout, type RolloutRow } from "@/lib/db/rollouts";
import type { Tx } from "@/lib/db/transaction";
import { resolveStages } from "@/lib/queries/resolve-stages";
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
  const stages = await resolveStages(tx, project);
  return insertRollout(tx, {
    ...plan,
    projectId: project.id,
    policy: { ...project.policy, automation: project.mode },
    policyRevision: project.policyRevision,
    stages: stages.map(({ stage, hosts }) => ({ name: stage.name, hostIds: hosts.map((host) => host.id) })),
  });
}
