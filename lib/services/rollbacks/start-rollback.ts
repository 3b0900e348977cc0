import { findProject, lockDecision } from "@/lib/db/projects";
import type { RolloutRow } from "@/lib/db/rollouts";
import { inTransaction } from "@/lib/db/transaction";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { SauronError } from "@/lib/errors";
import { type FoundRollback, findRollback } from "@/lib/queries/find-rollback";
import { describeRollout } from "../audit/describe-rollout";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";
import { planRollback } from "./plan-rollback";

export type RollbackWish = {
  projectId: number;
  /** Null = the last good revision. */
  to: string | null;
  reason: string;
  watchCanary: boolean;
  allHosts: boolean;
  /** A person has read what this rollback risks. */
  acceptRisks: boolean;
  /** What was on the screen; refused when something else would leave production by now. */
  fromRevision?: string | undefined;
};

/**
 * Takes production back to an earlier revision. A freeze or a halt does not stop it: it may be what is needed.
 * @throws SauronError "conflict" with the sentence of what is in the way or has changed, "bad-request" when its risks
 *   have not been accepted, "not-found" for an unknown commit
 */
export async function startRollback(ctx: ServiceContext, wish: RollbackWish): Promise<RolloutRow> {
  const rollback = await inTransaction(ctx.db.prisma, async (tx) => {
    await lockDecision(tx, wish.projectId);
    const project = await findProject(tx, wish.projectId);
    if (!project) throw new SauronError("not-found", "There is no such project.");
    const found = await findRollback(tx, project, { to: wish.to, allHosts: wish.allHosts, undoes: null });
    refuse(found, wish);
    const { reason, watchCanary } = wish;
    const planned = await planRollback(tx, project, { found, watchCanary, reason, actor: ctx.actor });
    if (!planned) throw new SauronError("conflict", "Another rollout is in the way.");
    await recordAct(tx, ctx, { act: "startRollback", reason, ...describeRollout(planned) });
    return planned;
  });
  await ctx.queue.enqueue("advance-rollout", { rolloutId: rollback.id });
  return rollback;
}

function refuse(found: FoundRollback, { fromRevision, acceptRisks }: RollbackWish): void {
  const { refusal, risks, inTheWay } = found;
  if (refusal) throw new SauronError("conflict", refusal, { details: { inTheWay } });
  if (fromRevision !== undefined && fromRevision !== found.fromRevision) {
    const message = `What would leave production has changed: it is ${shortSha(found.fromRevision)} now; look again.`;
    throw new SauronError("conflict", message, { details: { fromRevision: found.fromRevision } });
  }
  if (risks.length === 0 || acceptRisks) return;
  throw new SauronError("bad-request", `${risks.join(" ")} Accept the risk to roll back all the same.`, {
    details: { risks },
  });
}
