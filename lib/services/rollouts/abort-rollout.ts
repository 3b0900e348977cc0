import { hurryProbes } from "@/lib/db/host-deploys";
import { findRollout, insertRolloutEvent, type RolloutRow, recordAbortRequest } from "@/lib/db/rollouts";
import { inTransaction } from "@/lib/db/transaction";
import { isFinal, type RolloutState } from "@/lib/domain/rollout/states";
import { SauronError } from "@/lib/errors";
import type { ServiceContext } from "../context";

export type AcceptedAbort = { abort: { requestedAt: Date; by: string }; state: RolloutState };

/**
 * Stops a rollout. The wish is recorded at once, and from that moment no further host is started; workers hear of it
 * and stop what runs. Asking again is answered with the first wish.
 * @throws SauronError "conflict" when the rollout has ended or is failing by itself
 */
export async function abortRollout(ctx: ServiceContext, input: { rolloutId: number }): Promise<AcceptedAbort> {
  const requestedAt = await inTransaction(ctx.db.prisma, async (tx) => {
    const at = await recordAbortRequest(tx, input.rolloutId, ctx.actor.name);
    if (at) {
      const event = { rolloutId: input.rolloutId, event: "abortAccepted", actor: ctx.actor, reason: null };
      await insertRolloutEvent(tx, event);
      await hurryProbes(tx, input.rolloutId);
    }
    return at;
  });
  const rollout = await findRollout(ctx.db.prisma, input.rolloutId);
  if (!rollout) throw new SauronError("not-found", "There is no such rollout.");
  if (!requestedAt) return answerLateAbort(rollout);

  // The wish is stored, and a person waits for the answer: should the queue be away, every worker still finds it within
  // seconds.
  void ctx.queue
    .enqueue("advance-rollout", { rolloutId: rollout.id })
    .catch((error) => ctx.logger.warn({ err: error }, "the queue is away, an abort waits for the next look"));
  return { abort: { requestedAt, by: ctx.actor.name }, state: rollout.state };
}

function answerLateAbort(rollout: RolloutRow): AcceptedAbort {
  const { state, abortRequestedAt, abortRequestedBy } = rollout;
  if (abortRequestedAt && !isFinal(state)) {
    return { abort: { requestedAt: abortRequestedAt, by: abortRequestedBy ?? "somebody" }, state };
  }
  throw new SauronError("conflict", describeTooLate(rollout), { details: { state, endedAt: rollout.endedAt } });
}

function describeTooLate({ number, state, abortRequestedBy }: RolloutRow): string {
  if (state === "failing") return `Rollout #${number} is failing already: no new host starts.`;
  if (state === "aborted") return `Rollout #${number} was already aborted by ${abortRequestedBy ?? "somebody"}.`;
  return `Rollout #${number} had ${state} before the abort; nothing was stopped.`;
}
