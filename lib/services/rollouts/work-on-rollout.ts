import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { acquireLease, releaseLease } from "@/lib/db/leases";
import { SauronError } from "@/lib/errors";
import type { ServiceContext } from "../context";
import { type LoadedRollout, loadSnapshot } from "./load-snapshot";

/**
 * Lets a person's decision change a rollout: `work` is given it as it is now, under a lease, and afterwards a worker looks
 * at what that left.
 * @throws SauronError "not-found", or "conflict" when a worker keeps it in hand
 */
export async function workOnRollout(
  ctx: ServiceContext,
  rolloutId: number,
  work: (loaded: LoadedRollout, epoch: number) => Promise<void>,
): Promise<void> {
  const { prisma } = ctx.db;
  const epoch = await acquireLeaseSoon(ctx, rolloutId);
  try {
    const loaded = await loadSnapshot(prisma, rolloutId);
    if (!loaded) throw new SauronError("not-found", "There is no such rollout.");
    await work(loaded, epoch);
  } finally {
    await releaseLease(prisma, rolloutId, epoch);
  }
  await ctx.queue.enqueue("advance-rollout", { rolloutId });
}

/** Workers look at a rollout for moments only; a person does not have to know. */
async function acquireLeaseSoon(ctx: ServiceContext, rolloutId: number): Promise<number> {
  for (let tries = 0; tries < 20; tries++) {
    const epoch = await acquireLease(ctx.db.prisma, rolloutId, randomUUID());
    if (epoch !== null) return epoch;
    await delay(100);
  }
  throw new SauronError("conflict", "A worker has the rollout in hand; try again.");
}
