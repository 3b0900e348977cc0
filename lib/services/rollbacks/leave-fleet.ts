import { leftMixedEvent } from "@/lib/db/mixed-fleets";
import { findProject, insertProjectEvent, lockDecision } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { lookAtMixedFleet } from "@/lib/queries/look-at-mixed-fleet";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";

/**
 * A person accepts that the hosts do not run one revision. It is kept with the reason, and holds until the next rollout.
 * @throws SauronError "conflict" when they all do, or a rollout is at work on them
 */
export async function leaveFleet(ctx: ServiceContext, input: { projectId: number; reason: string }): Promise<void> {
  const { projectId, reason } = input;
  await inTransaction(ctx.db.prisma, async (tx) => {
    await lockDecision(tx, projectId);
    const project = await findProject(tx, projectId);
    if (!project) throw new SauronError("not-found", "There is no such project.");
    if (!(await lookAtMixedFleet(tx, project))) {
      throw new SauronError("conflict", "Every host runs the same revision, or a rollout is at work on them.");
    }
    await insertProjectEvent(tx, { projectId, event: leftMixedEvent, actor: ctx.actor, reason });
    await recordAct(tx, ctx, { act: "leaveFleet", projectId, target: "fleet", reason });
  });
}
