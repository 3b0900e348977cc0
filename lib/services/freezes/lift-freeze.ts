import { liftFreeze as storeLift } from "@/lib/db/freezes";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";

/**
 * Ends the freeze in force before it expires.
 * @throws SauronError "conflict" when there is none
 */
export async function liftFreeze(ctx: ServiceContext, input: { projectId: number; reason: string }): Promise<void> {
  await inTransaction(ctx.db.prisma, async (tx) => {
    const lifted = await storeLift(tx, { ...input, actor: ctx.actor });
    if (!lifted) throw new SauronError("conflict", "No freeze is in force.");
    await recordAct(tx, ctx, { act: "liftFreeze", ...input, target: "freeze" });
  });
  await ctx.queue.enqueue("decide", { projectId: input.projectId });
}
