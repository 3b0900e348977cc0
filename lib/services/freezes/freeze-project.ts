import { type FreezeRow, findFreeze, insertFreeze } from "@/lib/db/freezes";
import { lockDecision } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";

/** A freeze as the audit tells of one that ended before its time. */
export function describeFreeze({ expiresAt, by, reason }: FreezeRow): object {
  return { until: expiresAt, by, reason };
}

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
  await inTransaction(ctx.db.prisma, async (tx) => {
    // What is being decided or begun just now is finished first, and nothing begins after.
    await lockDecision(tx, projectId);
    const replaced = await findFreeze(tx, projectId);
    await insertFreeze(tx, { ...input, actor: ctx.actor });
    const { reason } = input;
    const details = { before: replaced && describeFreeze(replaced), after: { seconds } };
    await recordAct(tx, ctx, { act: "freezeProject", projectId, target: "freeze", reason, details });
  });
  await ctx.queue.enqueue("decide", { projectId });
  // It ends by itself: at that moment somebody looks, and what the look finds is told to every page.
  await ctx.queue.enqueue("decide", { projectId }, { delayMs: seconds * 1000 + afterEndMs });
}
