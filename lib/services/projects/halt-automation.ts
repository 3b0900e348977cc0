import { haltProject, lockDecision } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";

/** A person stops the automation; a rollout in flight goes on. */
export async function haltAutomation(ctx: ServiceContext, input: { projectId: number; reason: string }): Promise<void> {
  const { projectId, reason } = input;
  await inTransaction(ctx.db.prisma, async (tx) => {
    // A decision that is being made is finished first, and the next one sees the halt.
    await lockDecision(tx, projectId);
    const halted = await haltProject(tx, { projectId, reason, rollout: null, actor: ctx.actor });
    if (!halted) throw new SauronError("conflict", "The automation is halted already.");
    await recordAct(tx, ctx, { act: "haltAutomation", projectId, target: "automation", reason });
  });
}
