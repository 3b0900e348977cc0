import { recordAnswer } from "@/lib/db/answers";
import { listParticipants } from "@/lib/db/hosts";
import { findProject, lockDecision, type ProjectRow } from "@/lib/db/projects";
import { findRollout, insertRollout, type RolloutRow } from "@/lib/db/rollouts";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { SauronError } from "@/lib/errors";
import { findRollback } from "@/lib/queries/find-rollback";
import { lookAtMixedFleet, type MixedFleet } from "@/lib/queries/look-at-mixed-fleet";
import { resolveStages } from "@/lib/queries/resolve-stages";
import { describeRollout } from "../audit/describe-rollout";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";
import { withdrawProposal } from "../rollouts/withdraw-proposal";
import { planRollback } from "./plan-rollback";

type Wish = { projectId: number; toRevision: string; reason: string };

/**
 * Rolls what an aborted or failed rollout brought on to the hosts that do not run it, stage by stage. A halt does not stop
 * it: a person has looked. What was itself a way back is gone on with as one.
 * @throws SauronError "conflict" when the fleet is not mixed, or not as it was shown
 */
export async function finishFleet(ctx: ServiceContext, wish: Wish): Promise<RolloutRow> {
  const rollout = await inTransaction(ctx.db.prisma, async (tx) => {
    await lockDecision(tx, wish.projectId);
    const project = await findProject(tx, wish.projectId);
    if (!project) throw new SauronError("not-found", "There is no such project.");
    const mixed = await lookAtMixedFleet(tx, project);
    refuse(mixed, wish);
    const { reason } = wish;
    const planned =
      mixed.cause.kind === "rollback"
        ? await planBack(tx, ctx, { project, mixed, wish })
        : await planRest(tx, ctx, { project, mixed, reason });
    if (!planned) throw new SauronError("conflict", "Another rollout is in the way.");
    await recordAct(tx, ctx, { act: "finishFleet", reason, ...describeRollout(planned) });
    return planned;
  });
  await ctx.queue.enqueue("advance-rollout", { rolloutId: rollout.id });
  return rollout;
}

function refuse(mixed: MixedFleet | null, { toRevision }: Wish): asserts mixed is MixedFleet {
  if (!mixed) {
    throw new SauronError("conflict", "Every host runs the same revision, or a rollout is at work on them.");
  }
  const { finish } = mixed.view;
  if (finish.toRevision !== toRevision) {
    const message = `The fleet has changed: it would be finished to ${shortSha(finish.toRevision)} now; look again.`;
    throw new SauronError("conflict", message);
  }
  if (finish.refusal) throw new SauronError("conflict", finish.refusal);
}

async function planBack(
  tx: Tx,
  { actor }: ServiceContext,
  { project, mixed, wish }: { project: ProjectRow; mixed: MixedFleet; wish: Wish },
): Promise<RolloutRow | null> {
  const found = await findRollback(tx, project, { to: wish.toRevision, allHosts: false, undoes: mixed.cause });
  return planRollback(tx, project, { found, watchCanary: false, reason: wish.reason, actor });
}

/** With the stages of the project, each without the hosts that have it already. */
async function planRest(
  tx: Tx,
  { actor }: ServiceContext,
  { project, mixed, reason }: { project: ProjectRow; mixed: MixedFleet; reason: string },
): Promise<RolloutRow | null> {
  await withdrawProposal(tx, project.id, actor);
  const cause = await findRollout(tx, mixed.cause.id);
  if (!cause) return null;
  const all = await listParticipants(tx, project.id);
  const hosts = all.filter((host) => host.currentRevision !== cause.toRevision);
  const stages = await resolveStages(tx, project, { hosts });
  const rollout = await insertRollout(tx, {
    projectId: project.id,
    kind: cause.kind,
    fromRevision: cause.fromRevision,
    toRevision: cause.toRevision,
    commitCount: cause.commitCount,
    startedBy: actor,
    reason,
    policy: { ...project.policy, automation: project.mode },
    policyRevision: project.policyRevision,
    decisionId: null,
    stages: stages.map((each) => ({ name: each.stage.name, hostIds: each.hosts.map(({ id }) => id) })),
  });
  if (rollout) await recordAnswer(tx, rollout.id, { question: "commit", answer: "yes", by: actor.name, reason });
  return rollout;
}
