import { hurryProbes } from "@/lib/db/host-deploys";
import { recordRollBackWish } from "@/lib/db/roll-back-wishes";
import { findRollout, insertRolloutEvent, type RolloutRow, recordAbortRequest } from "@/lib/db/rollouts";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import type { RollBackWish } from "@/lib/domain/rollback/roll-back-wish";
import { isFinal, type RolloutState } from "@/lib/domain/rollout/states";
import { SauronError } from "@/lib/errors";
import { recordOrSpool } from "../audit/record-or-spool";
import type { ServiceContext } from "../context";

export type AcceptedAbort = {
  abort: { requestedAt: Date; by: string };
  state: RolloutState;
  thenRollBack: RollBackWish | null;
};

export type AbortInput = {
  rolloutId: number;
  /** Roll back once it has ended: to this revision, or to the last good one. */
  thenRollBack?: { toRevision?: string | undefined; reason?: string | undefined } | undefined;
};

/**
 * Stops a rollout. The wish is recorded at once, and from that moment no further host is started; workers hear of it
 * and stop what runs. Asking again is answered with the first wish. With `thenRollBack` a rollback begins by itself once
 * the rollout has ended; whether there is something to go back to does not hold up the abort.
 * @throws SauronError "conflict" when the rollout has ended or is failing by itself
 */
export async function abortRollout(ctx: ServiceContext, input: AbortInput): Promise<AcceptedAbort> {
  const { requestedAt, rollout } = await inTransaction(ctx.db.prisma, async (tx) => {
    const at = await recordAbortRequest(tx, input.rolloutId, ctx.actor.name);
    if (at) {
      const event = { rolloutId: input.rolloutId, event: "abortAccepted", actor: ctx.actor, reason: null };
      await insertRolloutEvent(tx, event);
      await hurryProbes(tx, input.rolloutId);
    }
    if (input.thenRollBack) await recordWish(tx, ctx, input);
    const aborted = await findRollout(tx, input.rolloutId);
    if (!aborted) throw new SauronError("not-found", "There is no such rollout.");
    if (isBeingAborted(aborted)) await recordAbort(tx, ctx, { rollout: aborted, input, isRepeated: at === null });
    return { requestedAt: at, rollout: aborted };
  });
  if (!requestedAt) return answerLateAbort(rollout);

  // The wish is stored, and a person waits for the answer: should the queue be away, every worker still finds it within
  // seconds.
  void ctx.queue
    .enqueue("advance-rollout", { rolloutId: rollout.id })
    .catch((error) => ctx.logger.warn({ err: error }, "the queue is away, an abort waits for the next look"));
  const { state, thenRollBack } = rollout;
  return { abort: { requestedAt, by: ctx.actor.name }, state, thenRollBack };
}

async function recordWish(tx: Tx, ctx: ServiceContext, { rolloutId, thenRollBack }: AbortInput): Promise<void> {
  const reason = thenRollBack?.reason ?? "It was aborted and rolled back in one go.";
  const wish = { toRevision: thenRollBack?.toRevision ?? null, by: ctx.actor.name, reason };
  if (!(await recordRollBackWish(tx, rolloutId, wish))) return;
  await insertRolloutEvent(tx, { rolloutId, event: "rollbackRequested", actor: ctx.actor, reason });
}

type Abort = { rollout: RolloutRow; input: AbortInput; isRepeated: boolean };

/** Stopping must not wait for the audit: when that cannot be written, the entry follows. */
async function recordAbort(tx: Tx, ctx: ServiceContext, { rollout, input, isRepeated }: Abort): Promise<void> {
  const { projectId, number } = rollout;
  const { thenRollBack } = input;
  await recordOrSpool(tx, ctx, {
    act: "abortRollout",
    projectId,
    target: `rollout #${number}`,
    reason: thenRollBack?.reason ?? null,
    needs: thenRollBack ? "deploy" : "abort",
    details: { isRepeated, thenRollBack: thenRollBack ? (thenRollBack.toRevision ?? "the last good revision") : null },
  });
}

type BeingAborted = RolloutRow & { abortRequestedAt: Date };

function isBeingAborted(rollout: RolloutRow): rollout is BeingAborted {
  return rollout.abortRequestedAt !== null && !isFinal(rollout.state);
}

function answerLateAbort(rollout: RolloutRow): AcceptedAbort {
  const { state, abortRequestedBy, thenRollBack } = rollout;
  if (isBeingAborted(rollout)) {
    const { abortRequestedAt } = rollout;
    return { abort: { requestedAt: abortRequestedAt, by: abortRequestedBy ?? "somebody" }, state, thenRollBack };
  }
  throw new SauronError("conflict", describeTooLate(rollout), { details: { state, endedAt: rollout.endedAt } });
}

function describeTooLate({ number, state, abortRequestedBy }: RolloutRow): string {
  if (state === "failing") return `Rollout #${number} is failing already: no new host starts.`;
  if (state === "aborted") return `Rollout #${number} was already aborted by ${abortRequestedBy ?? "somebody"}.`;
  return `Rollout #${number} had ${state} before the abort; nothing was stopped.`;
}
