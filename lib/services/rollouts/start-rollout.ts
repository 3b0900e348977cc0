import { findProject, lockDecision } from "@/lib/db/projects";
import type { RolloutRow } from "@/lib/db/rollouts";
import { inTransaction } from "@/lib/db/transaction";
import { findRefusingGate } from "@/lib/domain/selection/gates";
import { SauronError } from "@/lib/errors";
import { lookAtProject } from "@/lib/queries/look-at-project";
import type { ServiceContext } from "../context";
import { planRollout } from "./plan-rollout";

/**
 * Starts the rollout that the automation suggests. Every gate has to be open but those that bind the automation alone.
 * @throws SauronError "conflict" with the sentence of the gate that is closed
 */
export async function startRollout(ctx: ServiceContext, input: { projectId: number }): Promise<RolloutRow> {
  const rollout = await inTransaction(ctx.db.prisma, async (tx) => {
    await lockDecision(tx, input.projectId);
    const project = await findProject(tx, input.projectId);
    if (!project) throw new SauronError("not-found", "There is no such project.");
    const { gates, selection, backlog } = await lookAtProject(tx, project);
    const closed = findRefusingGate(gates);
    if (closed || selection.action !== "deploy") {
      throw new SauronError("conflict", `${closed?.text ?? "There is nothing to deploy"}.`, { details: { gates } });
    }
    return planRollout(tx, project, {
      kind: "forward",
      fromRevision: backlog.liveRevision,
      toRevision: selection.sha,
      commitCount: selection.count,
      startedBy: ctx.actor,
      decisionId: null,
    });
  });
  if (!rollout) throw new SauronError("conflict", "Another rollout is in the way.");
  await ctx.queue.enqueue("advance-rollout", { rolloutId: rollout.id });
  return rollout;
}
