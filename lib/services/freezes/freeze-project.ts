import { insertFreeze } from "@/lib/db/freezes";
import { inTransaction } from "@/lib/db/transaction";
import type { ServiceContext } from "../context";

/** The look at the end comes this much after it, so that it does not find the freeze still in force; ms. */
const afterEndMs = 50;

/**
 * No new rollout starts for so many seconds, whoever asks for one; a running one goes on. A freeze that is in force is
 * replaced.
 */
export async function freezeProject(
  ctx: ServiceContext,
  input: { projectId: number; reason: string; seconds: number },
): Promise<void> {
  const { projectId, seconds } = input;
  await inTransaction(ctx.db.prisma, (tx) => insertFreeze(tx, { ...input, actor: ctx.actor }));
  await ctx.queue.enqueue("decide", { projectId });
  // It ends by itself: at that moment somebody looks, and what the look finds is told to every page.
  await ctx.queue.enqueue("decide", { projectId }, { delayMs: seconds * 1000 + afterEndMs });
}
