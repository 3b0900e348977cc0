import { listOpenRollBackWishes } from "@/lib/db/roll-back-wishes";
import { listOthersInFlight } from "@/lib/db/rollouts-ahead";
import { inTransaction } from "@/lib/db/transaction";
import { isPipelined } from "@/lib/domain/rollout/is-pipelined";
import { isFinal } from "@/lib/domain/rollout/states";
import type { RolloutEventName } from "@/lib/domain/rollout/transitions";
import type { ServiceContext } from "../context";
import type { LoadedRollout } from "./load-snapshot";
import { type EventToApply, writeRolloutEvent } from "./write-rollout-event";

/**
 * Changes the state of a rollout by one event, in a transaction of its own.
 * Returns false when it was kept from it, as `writeRolloutEvent` says; then nothing was written.
 */
export async function applyRolloutEvent(
  ctx: ServiceContext,
  loaded: LoadedRollout,
  change: EventToApply,
): Promise<boolean> {
  const state = await inTransaction(ctx.db.prisma, (tx) => writeRolloutEvent(tx, loaded, change));
  if (state && isFinal(state)) await ctx.queue.enqueue("decide", { projectId: loaded.rollout.projectId });
  if (state && isPipelined(loaded.rollout) && leavesItsStage(change.event)) await wakeFollowers(ctx, loaded);
  return state !== null;
}

/** What follows behind looks again, so does an ended one that is to be rolled back; and the first stage may be free. */
async function wakeFollowers(ctx: ServiceContext, { rollout }: LoadedRollout): Promise<void> {
  const { prisma } = ctx.db;
  for (const rolloutId of [...(await listOthersInFlight(prisma, rollout)), ...(await listOpenRollBackWishes(prisma))]) {
    await ctx.queue.enqueue("advance-rollout", { rolloutId });
  }
  await ctx.queue.enqueue("decide", { projectId: rollout.projectId });
}

function leavesItsStage(event: RolloutEventName): boolean {
  return !(
    ["hostRetried", "hostSkipped", "canaryWarned", "stageDeployed", "resumed", "extended"] as RolloutEventName[]
  ).includes(event);
}
