import { type DeliveryRow, findDelivery, reopenDelivery } from "@/lib/db/deliveries";
import { insertProjectEvent } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";

/**
 * Lets a worker read the stored bytes of a delivery again, e.g. after the project's trunk was corrected.
 * @throws SauronError "not-found"
 */
export async function resendDelivery(
  ctx: ServiceContext,
  input: { projectId: number; id: number },
): Promise<DeliveryRow> {
  const { projectId, id } = input;
  const row = await inTransaction(ctx.db.prisma, async (tx) => {
    await reopenDelivery(tx, projectId, id);
    const found = await findDelivery(tx, projectId, id);
    if (!found) throw new SauronError("not-found", `There is no delivery ${id}; they are kept for 14 days.`);
    const reason = `Delivery ${id} of ${found.row.sourceName}`;
    await insertProjectEvent(tx, { projectId, event: "delivery-read-again", actor: ctx.actor, reason });
    const details = { source: found.row.sourceName };
    await recordAct(tx, ctx, { act: "resendDelivery", projectId, target: `delivery ${id}`, reason: null, details });
    return found.row;
  });
  await ctx.queue.enqueue("read-deliveries", { sourceId: row.sourceId }, { key: `${row.sourceId}` });
  return row;
}
