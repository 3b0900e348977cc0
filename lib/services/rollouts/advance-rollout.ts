import { randomUUID } from "node:crypto";
import { acquireLease, releaseLease } from "@/lib/db/leases";
import { extendBake } from "@/lib/db/stages";
import { decideNext } from "@/lib/domain/rollout/decide-next";
import type { NextStep } from "@/lib/domain/rollout/next-step";
import type { ServiceContext } from "../context";
import { beginWishedRollback } from "../rollbacks/begin-wished-rollback";
import { applyRolloutEvent } from "./apply-rollout-event";
import { countShards } from "./count-shards";
import { type LoadedRollout, loadSnapshot } from "./load-snapshot";

/** One call takes at most this many steps, so that a mistake in the table cannot spin for ever. */
const maxSteps = 20;

/**
 * Looks at a rollout afresh and takes the steps it can take now. Everything that happens anywhere only leads here:
 * a button, a finished host, a timer, a reconcile. Called twice, late or by two workers at once it does no harm.
 */
export async function advanceRollout(ctx: ServiceContext, rolloutId: number): Promise<void> {
  const { prisma } = ctx.db;
  const epoch = await acquireLease(prisma, rolloutId, randomUUID());
  if (epoch === null) {
    // Whoever has it in hand may have read before our news came: look once more when they are done.
    await ctx.queue.enqueue("advance-rollout", { rolloutId }, { delayMs: 250, key: `${rolloutId}-again` });
    return;
  }
  try {
    for (let steps = 0; steps < maxSteps; steps++) {
      const loaded = await loadSnapshot(prisma, rolloutId);
      if (!loaded) return;
      const next = decideNext(loaded.snapshot, loaded.now);
      if (!(await takeStep(ctx, loaded, next, epoch))) return;
    }
    ctx.logger.error({ rollout: rolloutId }, "a rollout took too many steps at once");
  } finally {
    await releaseLease(prisma, rolloutId, epoch);
  }
}

/** Takes one step; true when the next one should be decided at once. */
async function takeStep(ctx: ServiceContext, loaded: LoadedRollout, next: NextStep, epoch: number): Promise<boolean> {
  const { rollout, snapshot, now } = loaded;
  const rolloutId = rollout.id;
  switch (next.step) {
    case "done":
      if (rollout.thenRollBack?.outcome === null) await beginWishedRollback(ctx, rollout);
      return false;
    case "wait":
      if (next.until !== null) await wakeAt(ctx, rolloutId, next.until, now);
      return false;
    case "deploy-hosts":
      await startShards(ctx, loaded, next.stage);
      return false;
    case "probe-hosts":
      await ctx.queue.enqueue("probe-hosts", { rolloutId }, { key: onceEvery(5, `${rolloutId}`, now) });
      return false;
    case "look-at-canary": {
      const stageId = stageIdAt(loaded, rollout.stageIndex);
      await ctx.queue.enqueue("look-at-canary", { rolloutId, stageId }, { key: onceEvery(2, `${stageId}`, now) });
      return false;
    }
    case "extend-bake":
      return extendBake(ctx.db.prisma, { rolloutId, index: snapshot.stageIndex, until: next.until, epoch });
    case "apply":
      // A lost race is no failure: the next look decides on what the winner left.
      await applyRolloutEvent(ctx, loaded, { event: next.event, reason: next.reason, epoch });
      return true;
    default:
      return next satisfies never;
  }
}

async function wakeAt(ctx: ServiceContext, rolloutId: number, until: number, now: number): Promise<void> {
  const delayMs = Math.max(50, until - now);
  await ctx.queue.enqueue("advance-rollout", { rolloutId }, { delayMs, key: `${rolloutId}-at-${until}` });
}

/** One job for each shard; each takes hosts until none is left, so a shard whose worker dies leaves them to the others. */
async function startShards(ctx: ServiceContext, loaded: LoadedRollout, index: number): Promise<void> {
  const { rollout, snapshot, now } = loaded;
  const stage = snapshot.stages[index];
  const policy = rollout.policy.stages[index];
  if (!stage || !policy) return;
  const stageId = stageIdAt(loaded, index);
  const shards = countShards(stage.hosts.queued, policy.concurrency);
  for (let shard = 0; shard < shards; shard++) {
    const payload = { rolloutId: rollout.id, stageId, shard, offers: 0 };
    await ctx.queue.enqueue("deploy-hosts", payload, { key: onceEvery(5, `${stageId}-${shard}`, now) });
  }
}

/** A key that lets one request pass in so many seconds: a job that died with its worker holds nothing up for longer. */
function onceEvery(seconds: number, key: string, now: number): string {
  return `${key}-${Math.floor(now / (seconds * 1000))}`;
}

function stageIdAt({ rollout, stages }: LoadedRollout, index: number): number {
  const stage = stages[index];
  if (!stage) throw new RangeError(`rollout ${rollout.id} has no stage ${index}`);
  return stage.id;
}
