import { recordAnswer } from "@/lib/db/answers";
import { type ProjectRow, restateHalt } from "@/lib/db/projects";
import { lockStretch } from "@/lib/db/rollbacks";
import { type Actor, insertRollout, type RolloutRow } from "@/lib/db/rollouts";
import type { Tx } from "@/lib/db/transaction";
import { describeRollbackHalt, describeRollbackLock } from "@/lib/domain/rollback/describe-rollback";
import type { FoundRollback } from "@/lib/queries/find-rollback";
import { resolveStages } from "@/lib/queries/resolve-stages";
import { withdrawProposal } from "../rollouts/withdraw-proposal";

export type RollbackPlan = {
  found: FoundRollback;
  /** Stage by stage with their bakes, as a forward rollout; otherwise all hosts in one stroke. */
  watchCanary: boolean;
  reason: string;
  actor: Actor;
};

/**
 * Stores a rollback, ready to start; with it the automation halts and the commits it takes back are locked, both until a
 * person resumes. Returns null when another rollout is in the way.
 */
export async function planRollback(tx: Tx, project: ProjectRow, plan: RollbackPlan): Promise<RolloutRow | null> {
  const { found, reason, actor } = plan;
  await withdrawProposal(tx, project.id, actor);
  const policy = writePolicy(project, plan.watchCanary);
  const stages = await resolveStages(tx, project, { hosts: found.hosts, stages: policy.stages });
  const rollback = await insertRollout(tx, {
    projectId: project.id,
    kind: "rollback",
    undoes: found.undoes.number,
    fromRevision: found.fromRevision,
    toRevision: found.toRevision,
    commitCount: found.removedCount,
    startedBy: actor,
    reason,
    policy,
    policyRevision: project.policyRevision,
    decisionId: null,
    stages: stages.map(({ stage, hosts }) => ({ name: stage.name, hostIds: hosts.map(({ id }) => id) })),
  });
  if (!rollback) return null;
  await recordAnswer(tx, rollback.id, { question: "commit", answer: "yes", by: actor.name, reason });
  await holdBack(tx, { rollback, found, reason, actor });
  return rollback;
}

/** The rules of the project, but for a rollback in one stroke all hosts in one stage, which nobody watches. */
function writePolicy(project: ProjectRow, watchCanary: boolean): ProjectRow["policy"] {
  const policy = { ...project.policy, automation: project.mode };
  if (watchCanary) return policy;
  return { ...policy, stages: [{ name: "fleet", hosts: "rest", concurrency: policy.rollback.concurrency }] };
}

/** What is taken back does not go again by itself. */
async function holdBack(
  tx: Tx,
  { rollback, found, reason, actor }: { rollback: RolloutRow; found: FoundRollback; reason: string; actor: Actor },
): Promise<void> {
  const { projectId, number, toRevision } = rollback;
  const facts = { number, undoes: found.undoes.number, toRevision, by: actor.name, reason };
  const lock = { projectId, reason: describeRollbackLock(facts), by: actor.name, rollback: number };
  const lockedCommits = found.stretch ? await lockStretch(tx, { ...found.stretch, ...lock }) : 0;
  const cause = describeRollbackHalt({ ...facts, lockedCommits });
  await restateHalt(tx, { projectId, reason: cause, rollout: found.undoes.number, actor });
}
