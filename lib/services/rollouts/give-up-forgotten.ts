import { giveUpForgottenTests } from "@/lib/db/built-in-tests";
import { giveUpForgottenDeploys } from "@/lib/db/host-deploys";
import { inTransaction } from "@/lib/db/transaction";
import type { WorkerContext } from "../context";

/** A claim whose answer has not come by then never comes: its transaction has timed out. */
const answerSeconds = 30;

/**
 * Compares what the database says this worker has in hand with what it knows of: a deploy nobody works on is asked
 * about, tests nobody runs are tried again.
 */
export async function giveUpForgotten(ctx: WorkerContext): Promise<void> {
  const worker = { id: ctx.workerId, seconds: answerSeconds };
  await inTransaction(ctx.db.prisma, async (tx) => {
    await giveUpForgottenDeploys(tx, { ...worker, inHand: [...ctx.inHand] });
    await giveUpForgottenTests(tx, { ...worker, inHand: [...ctx.testsInHand] });
  });
}
