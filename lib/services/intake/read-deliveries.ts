import { listUnreadDeliveries, settleDeliveries, type UnreadDelivery } from "@/lib/db/deliveries";
import { putLookups } from "@/lib/db/lookups";
import { findHookSourceById, type HookSource } from "@/lib/db/sources";
import { inTransaction } from "@/lib/db/transaction";
import { workAlone } from "@/lib/db/work-alone";
import type { WorkerContext } from "../context";
import { type ReadDelivery, readDelivery } from "./read-delivery";

/** Deliveries read before what they tell is settled and the repository is looked at. */
const batch = 20;

/** Reads what a source delivered, in the order it came, until nothing is left. */
export async function readDeliveries(ctx: WorkerContext, job: { sourceId: number }): Promise<void> {
  // While another worker reads, it also reads what came meanwhile; the rest is found by reconciling.
  await workAlone(ctx.db, { what: "deliveries", id: job.sourceId }, async () => {
    while (!ctx.stopping.aborted) {
      // Read for each batch: the trunk may be another one by then.
      const source = await findHookSourceById(ctx.db, job.sourceId);
      const unread = await listUnreadDeliveries(ctx.db.prisma, job.sourceId, batch);
      if (!source || unread.length === 0) return;
      await readBatch(ctx, source, unread);
    }
  });
}

async function readBatch(ctx: WorkerContext, source: HookSource, unread: UnreadDelivery[]): Promise<void> {
  const readings: ReadDelivery[] = [];
  for (const delivery of unread) readings.push(await readDelivery(ctx, source, delivery));
  // Before they count as read: what is lost here is read again.
  const { projectId } = source;
  if (readings.some((reading) => reading.wantsFetch)) await ctx.queue.enqueue("fetch-trunk", { projectId });
  const lookups = readings.flatMap(({ id, lookup }) => (lookup === null ? [] : [{ deliveryId: id, object: lookup }]));
  await inTransaction(ctx.db.prisma, async (tx) => {
    await settleDeliveries(tx, projectId, readings);
    await putLookups(tx, lookups);
  });
  // Anything else that is lost, the next look finds.
  for (const { deliveryId } of lookups) await ctx.queue.enqueue("follow-up", { deliveryId }, { key: `${deliveryId}` });
  if (readings.some((reading) => reading.wantsLook)) await ctx.queue.enqueue("decide", { projectId });
}
