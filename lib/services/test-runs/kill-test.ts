import { requestTestKill } from "@/lib/db/built-in-tests";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import type { ServiceContext } from "../context";

/**
 * A person ends a test run of the built-in runner; who it was is kept with it.
 * @throws SauronError conflict when there is nothing to end
 */
export async function killTest(ctx: ServiceContext, run: { id: number; projectId: number }): Promise<void> {
  const killed = await inTransaction(ctx.db.prisma, (tx) => requestTestKill(tx, { ...run, by: ctx.actor.name }));
  if (!killed)
    throw new SauronError("conflict", "Only a test run that Sauron itself runs, and that has not ended, can be ended.");
}
