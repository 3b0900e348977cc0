import { settleDeliveries } from "@/lib/db/deliveries";
import { settleLookup, type TakenLookup, takeLookup } from "@/lib/db/lookups";
import { findHookSourceById, type HookSource } from "@/lib/db/sources";
import { inTransaction } from "@/lib/db/transaction";
import { openSenderApi } from "@/lib/integrations/ci/api/open-sender-api";
import { describeLookup } from "@/lib/integrations/ci/describe-fact";
import type { Fact } from "@/lib/integrations/ci/interpretation";
import type { WorkerContext } from "../context";
import { actOnFacts } from "./act-on-facts";

/**
 * Asks a sender what happened to an object that a delivery only named, and does what the answer asks for, as if it had
 * been delivered. When it cannot be asked now, its turn comes again.
 */
export async function followUp(ctx: WorkerContext, { deliveryId }: { deliveryId: number }): Promise<void> {
  const lookup = await takeLookup(ctx.db.prisma, deliveryId);
  const source = lookup && (await findHookSourceById(ctx.db, lookup.sourceId));
  const api = lookup && openSenderApi(lookup.access);
  if (!lookup || !source || !api?.lookUp) return;
  const answer = await api.lookUp(lookup.object);
  if (answer.ok) await actOnAnswer(ctx, source, lookup, answer.value);
  else await noteFailure(ctx, source, lookup, answer.reason);
}

async function actOnAnswer(ctx: WorkerContext, source: HookSource, lookup: TakenLookup, found: Fact[]): Promise<void> {
  const { projectId } = source;
  const { state, summary, facts, wantsFetch, wantsLook } = await actOnFacts(ctx, source, found);
  // Before it counts as answered: what is lost here is asked for again.
  if (wantsFetch) await ctx.queue.enqueue("fetch-trunk", { projectId });
  await inTransaction(ctx.db.prisma, async (tx) => {
    await settleDeliveries(tx, projectId, [
      { id: lookup.deliveryId, state, summary, facts: [named(lookup), ...facts] },
    ]);
    await settleLookup(tx, lookup.deliveryId);
  });
  // Anything else that is lost, the next look of the automation finds.
  if (wantsLook) await ctx.queue.enqueue("decide", { projectId });
}

async function noteFailure(
  ctx: WorkerContext,
  source: HookSource,
  lookup: TakenLookup,
  failure: string,
): Promise<void> {
  ctx.logger.info({ delivery: lookup.deliveryId, reason: failure }, "a sender could not be asked for what it named");
  const summary = describeLookup(lookup.object, { failure });
  const reading = { id: lookup.deliveryId, state: "understood" as const, summary, facts: [named(lookup)] };
  await inTransaction(ctx.db.prisma, (tx) => settleDeliveries(tx, source.projectId, [reading]));
}

function named({ object }: TakenLookup): Fact {
  return { fact: "lookup", object };
}
