import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { acquireLease, releaseLease } from "@/lib/db/leases";
import { lockDecision } from "@/lib/db/projects";
import { findRollout } from "@/lib/db/rollouts";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import type { ServiceContext } from "../context";
import { type LoadedRollout, loadSnapshot } from "./load-snapshot";

/**
 * Lets a person's decision change a rollout: `work` is given it as it is now, in a transaction that nothing else decides
 * during, and afterwards workers look at what that left. What `work` returns is thrown once the rest is written.
 * @throws SauronError "not-found", or "conflict" when a worker keeps it in hand
 */
export async function workOnRollout(
  ctx: ServiceContext,
  rolloutId: number,
  work: (tx: Tx, loaded: LoadedRollout, epoch: number) => Promise<SauronError | null>,
): Promise<void> {
  const { prisma } = ctx.db;
  const rollout = await findRollout(prisma, rolloutId);
  if (!rollout) throw new SauronError("not-found", "There is no such rollout.");
  const { projectId } = rollout;
  const epoch = await acquireLeaseSoon(ctx, rolloutId);
  let refusal: SauronError | null;
  try {
    refusal = await inTransaction(prisma, async (tx) => {
      await lockDecision(tx, projectId);
      const loaded = await loadSnapshot(tx, rolloutId);
      if (!loaded) throw new RangeError(`rollout ${rolloutId} is gone`);
      return work(tx, loaded, epoch);
    });
  } finally {
    await releaseLease(prisma, rolloutId, epoch);
  }
  await ctx.queue.enqueue("advance-rollout", { rolloutId });
  await ctx.queue.enqueue("decide", { projectId });
  if (refusal) throw refusal;
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
