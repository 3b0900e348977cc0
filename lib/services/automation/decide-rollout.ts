import { storeDecision } from "@/lib/db/decisions";
import { notifyChange } from "@/lib/db/notify";
import { findProject, lockDecision, type ProjectRow } from "@/lib/db/projects";
import type { RolloutRow } from "@/lib/db/rollouts";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { type AutomationLook, lookAtProject } from "@/lib/queries/look-at-project";
import { automationActor, type ServiceContext } from "../context";
import { planRollout } from "../rollouts/plan-rollout";

/** Commits a stored decision keeps of its queue; the selection never looks further than a few. */
const keptQueue = 50;

/**
 * Lets the automation look at a project: it notes when it changes its mind, starts a rollout when every gate is open, or
 * proposes it where people say yes first.
 */
export async function decideRollout(ctx: ServiceContext, job: { projectId: number }): Promise<void> {
  const rollout = await inTransaction(ctx.db.prisma, async (tx) => {
    await lockDecision(tx, job.projectId);
    const project = await findProject(tx, job.projectId);
    if (!project) return null;
    const look = await lookAtProject(tx, project);
    const decisionId = await storeLook(tx, project, look);
    if (look.start !== "nothing") return planSelected(tx, project, look, decisionId);
    // What was seen here may have put an older proposal out of date.
    return look.proposal;
  });
  if (rollout) await ctx.queue.enqueue("advance-rollout", { rolloutId: rollout.id });
}

async function storeLook(tx: Tx, project: ProjectRow, look: AutomationLook): Promise<number> {
  const { selection, gates, reasons, backlog, freeze } = look;
  const target = selection.action === "deploy" ? selection.sha : null;
  const blocked = selection.action === "blocked" ? selection.reason : null;
  const { id, changed } = await storeDecision(tx, {
    projectId: project.id,
    action: selection.action,
    sentence: look.sentence,
    inputs: {
      ...backlog,
      queue: backlog.queue.slice(0, keptQueue),
      queueTotal: backlog.queue.length,
      how: reasons.how,
    },
    gates,
    // The clock alone is no change of mind: minutes in a sentence do not count.
    digest: JSON.stringify([
      [selection.action, blocked, target, gates.map((gate) => gate.open), project.haltReason],
      [project.mode, freeze?.id, look.proposal?.number],
    ]),
  });
  if (changed) await notifyChange(tx, { project: project.id });
  return id;
}

async function planSelected(
  tx: Tx,
  project: ProjectRow,
  { selection, backlog, start }: AutomationLook,
  decisionId: number,
): Promise<RolloutRow | null> {
  if (selection.action !== "deploy") return null;
  return planRollout(tx, project, {
    kind: "forward",
    fromRevision: backlog.liveRevision,
    toRevision: selection.sha,
    commitCount: selection.count,
    startedBy: automationActor,
    decisionId,
    state: start === "propose" ? "proposed" : "pending",
  });
}
