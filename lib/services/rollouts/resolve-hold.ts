import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { acquireLease, releaseLease } from "@/lib/db/leases";
import type { RolloutEventName } from "@/lib/domain/rollout/transitions";
import { SauronError } from "@/lib/errors";
import type { ServiceContext } from "../context";
import { applyRolloutEvent } from "./apply-rollout-event";
import { type LoadedRollout, loadSnapshot } from "./load-snapshot";

export type HoldAction = "continue" | "extend" | "fail";

/**
 * A person decides about a rollout that is held: go on to the next stage, watch this one longer, or fail it.
 * @throws SauronError "conflict" when it is not held, or somebody else decided first
 */
export async function resolveHold(
  ctx: ServiceContext,
  input: { rolloutId: number; action: HoldAction; reason: string },
): Promise<void> {
  const { prisma } = ctx.db;
  const epoch = await acquireLeaseSoon(ctx, input.rolloutId);
  try {
    const loaded = await loadSnapshot(prisma, input.rolloutId);
    if (!loaded) throw new SauronError("not-found", "There is no such rollout.");
    if (loaded.rollout.state !== "held") {
      const { state, number } = loaded.rollout;
      throw new SauronError("conflict", `Rollout #${number} is ${state}, not held.`, { details: { state } });
    }
    const event = eventFor(input.action, loaded);
    const applied = await applyRolloutEvent(ctx, loaded, { event, reason: input.reason, epoch, actor: ctx.actor });
    if (!applied) throw new SauronError("conflict", "The rollout changed meanwhile; look again.");
  } finally {
    await releaseLease(prisma, input.rolloutId, epoch);
  }
  await ctx.queue.enqueue("advance-rollout", { rolloutId: input.rolloutId });
}

function eventFor(action: HoldAction, { rollout, stages }: LoadedRollout): RolloutEventName {
  if (action === "extend") return "resumed";
  if (action === "fail") return "stageRejected";
  return rollout.stageIndex === stages.length - 1 ? "lastStageOverridden" : "overridden";
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
