import { findProject, lockDecision } from "@/lib/db/projects";
import { lockOpenRollBackWish, settleRollBackWish } from "@/lib/db/roll-back-wishes";
import { findNewestOnHosts } from "@/lib/db/rollbacks";
import { insertRolloutEvent, type RolloutRow } from "@/lib/db/rollouts";
import { hasCompanions } from "@/lib/db/rollouts-ahead";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import type { RollBackWish } from "@/lib/domain/rollback/roll-back-wish";
import { SauronError } from "@/lib/errors";
import { findRollback } from "@/lib/queries/find-rollback";
import { type ServiceContext, systemActor } from "../context";
import { planRollback } from "./plan-rollback";

/**
 * Begins the rollback that was asked for together with the abort of a rollout, now that this has ended; or notes why it
 * cannot. Called by whoever sees the end, twice or late, it happens once: the wish and what came of it are one row, which
 * is locked and settled in the transaction that stores the rollback.
 */
export async function beginWishedRollback(
  ctx: ServiceContext,
  aborted: { id: number; projectId: number },
): Promise<void> {
  const rollback = await inTransaction(ctx.db.prisma, async (tx) => {
    await lockDecision(tx, aborted.projectId);
    const rollout = await lockOpenRollBackWish(tx, aborted.id);
    // The hosts of those before and behind it have to be at rest too.
    if (!rollout || (await hasCompanions(tx, rollout))) return null;
    const begun = await tryToBegin(tx, rollout);
    const outcome = "refusal" in begun ? begun : { rollback: begun.number };
    await settleRollBackWish(tx, rollout, outcome);
    const told =
      "refusal" in outcome
        ? { event: "rollbackRefused", reason: outcome.refusal }
        : { event: "rollbackBegun", reason: `It is rolled back by #${outcome.rollback}.` };
    await insertRolloutEvent(tx, { rolloutId: rollout.id, actor: systemActor, ...told });
    return "refusal" in begun ? null : begun;
  });
  if (rollback) await ctx.queue.enqueue("advance-rollout", { rolloutId: rollback.id });
}

async function tryToBegin(
  tx: Tx,
  rollout: RolloutRow & { thenRollBack: RollBackWish },
): Promise<RolloutRow | { refusal: string }> {
  const { toRevision, by, reason } = rollout.thenRollBack;
  const project = await findProject(tx, rollout.projectId);
  if (!project) return { refusal: "Its project is gone." };
  try {
    const newest = await findNewestOnHosts(tx, project.id);
    // One that followed it has left what is newer on some hosts.
    const undoes = newest && newest.number > rollout.number ? newest : rollout;
    const found = await findRollback(tx, project, { to: toRevision, allHosts: false, undoes });
    if (found.refusal !== null) return { refusal: found.refusal };
    if (found.risks.length > 0) return { refusal: `${found.risks.join(" ")} Roll back by itself to accept that.` };
    const plan = { found, watchCanary: false, reason, actor: { kind: "user" as const, name: by } };
    return (await planRollback(tx, project, plan)) ?? { refusal: "Another rollout is in the way." };
  } catch (error) {
    if (error instanceof SauronError) return { refusal: error.message };
    throw error;
  }
}
