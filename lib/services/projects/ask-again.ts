import { findProject, insertProjectEvent, lockDecision } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { lookAtProject } from "@/lib/queries/look-at-project";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";

/**
 * A person takes back a no to what would go next: it is proposed again. What was declined stays discarded.
 * @throws SauronError "conflict" when nobody has said no to it
 */
export async function askAgain(ctx: ServiceContext, input: { projectId: number; reason: string }): Promise<void> {
  await inTransaction(ctx.db.prisma, async (tx) => {
    await lockDecision(tx, input.projectId);
    const project = await findProject(tx, input.projectId);
    const declined = project && (await lookAtProject(tx, project)).declined;
    if (!declined) throw new SauronError("conflict", "Nobody has said no to what would go next.");
    await insertProjectEvent(tx, { ...input, event: "asked-again", actor: ctx.actor });
    await recordAct(tx, ctx, { act: "askAgain", ...input, target: `rollout #${declined.number}` });
  });
  await ctx.queue.enqueue("decide", { projectId: input.projectId });
}
