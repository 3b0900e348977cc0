import { giveUpRollout } from "@/lib/db/host-deploys";
import { endLease } from "@/lib/db/leases";
import { lockDecision } from "@/lib/db/projects";
import { findRollout, insertRolloutEvent } from "@/lib/db/rollouts";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { maxProbes } from "@/lib/domain/rollout/probe-limits";
import { refuseForceStop } from "@/lib/domain/rollout/refuse-force-stop";
import { transition } from "@/lib/domain/rollout/transitions";
import { SauronError } from "@/lib/errors";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";
import { type LoadedRollout, loadSnapshot } from "./load-snapshot";
import { type EventToApply, writeRolloutEvent } from "./write-rollout-event";

/**
 * Ends a rollout whose abort nobody obeys, as when no worker lives. What waits never starts; hosts in the middle of a
 * deploy are left unknown, as nobody was heard of. A worker that comes back finds its lease ended and its deploys given
 * up: what it still has to say changes nothing.
 * @throws SauronError "conflict" when it was not aborted, has ended, or its workers have some seconds left to obey
 */
export async function forceStop(ctx: ServiceContext, input: { rolloutId: number; reason: string }): Promise<void> {
  const { rolloutId } = input;
  const rollout = await findRollout(ctx.db.prisma, rolloutId);
  if (!rollout) throw new SauronError("not-found", "There is no such rollout.");
  const { projectId } = rollout;
  await inTransaction(ctx.db.prisma, async (tx) => {
    await lockDecision(tx, projectId);
    // Nobody who has it in hand is waited for; a refusal gives the lease back.
    const epoch = await endLease(tx, rolloutId);
    const loaded = await reload(tx, rolloutId);
    refuse(loaded);
    await endUnheard(tx, ctx, { loaded, epoch, reason: input.reason });
  });

  // It is done, and stored. Should the queue be away, what follows from it is found at the next look.
  void Promise.all([
    ctx.queue.enqueue("advance-rollout", { rolloutId }),
    ctx.queue.enqueue("decide", { projectId }),
  ]).catch((error) => ctx.logger.warn({ err: error }, "the queue is away, what follows a force-stop waits"));
}

function refuse({ rollout, now }: LoadedRollout): void {
  const { number, state, abortRequestedAt } = rollout;
  const refusal = refuseForceStop({ number, state, abortRequestedAt: abortRequestedAt?.getTime() ?? null }, now);
  if (refusal) throw new SauronError("conflict", refusal, { details: { state } });
}

type Ending = { loaded: LoadedRollout; epoch: number; reason: string };

async function endUnheard(tx: Tx, ctx: ServiceContext, { loaded, epoch, reason }: Ending): Promise<void> {
  const { id: rolloutId, projectId, number, abortRequestedBy } = loaded.rollout;
  const { actor } = ctx;
  await insertRolloutEvent(tx, { rolloutId, event: "forceStopped", actor, reason });
  const because = `Force-stopped by ${actor.name}: nobody was heard of, and its commands may still run.`;
  const leftUnknown = await giveUpRollout(tx, { rolloutId, reason: because, maxProbes });
  const aborted = `Aborted by ${abortRequestedBy ?? "somebody"}.`;
  await take(tx, rolloutId, { event: "abortRequested", reason: aborted, epoch, actor });
  const told = `Nobody was heard of; hosts left unknown: ${leftUnknown}.`;
  await take(tx, rolloutId, { event: "hostsIdle", reason: told, epoch, actor });
  await recordAct(tx, ctx, {
    act: "forceStop",
    projectId,
    target: `rollout #${number}`,
    reason,
    details: { leftUnknown },
  });
}

/** Changes the state as a worker would have, if the event means something where it is by now. */
async function take(tx: Tx, rolloutId: number, change: EventToApply): Promise<void> {
  const loaded = await reload(tx, rolloutId);
  if (transition(loaded.rollout.state, change.event) === null) return;
  const state = await writeRolloutEvent(tx, loaded, change);
  if (!state) throw new SauronError("conflict", "The rollout changed meanwhile; look again.");
}

async function reload(tx: Tx, rolloutId: number): Promise<LoadedRollout> {
  const loaded = await loadSnapshot(tx, rolloutId);
  if (!loaded) throw new RangeError(`rollout ${rolloutId} is gone`);
  return loaded;
}
