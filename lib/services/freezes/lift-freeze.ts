import { findFreeze, liftFreeze as storeLift } from "@/lib/db/freezes";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";
import { describeFreeze } from "./freeze-project";

/**
 * Ends the freeze in force before it expires.
 * @throws SauronError "conflict" when there is none
 */
export async function liftFreeze(ctx: ServiceContext, input: { projectId: number; reason: string }): Promise<void> {
  await inTransaction(ctx.db.prisma, async (tx) => {
    const lifted = await findFreeze(tx, input.projectId);
    const isLifted = await storeLift(tx, { ...input, actor: ctx.actor });
    if (!isLifted) throw new SauronError("conflict", "No freeze is in force.");
    const details = { before: lifted && describeFreeze(lifted), after: null };
    await recordAct(tx, ctx, { act: "liftFreeze", ...input, target: "freeze", details });
  });
  await ctx.queue.enqueue("decide", { projectId: input.projectId });
}
