import { recordAnswer } from "@/lib/db/answers";
import { findProject, lockDecision, type ProjectRow } from "@/lib/db/projects";
import type { RolloutRow } from "@/lib/db/rollouts";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { findRefusingGate } from "@/lib/domain/selection/gates";
import { SauronError } from "@/lib/errors";
import { type ChosenRange, findChosenRange } from "@/lib/queries/find-chosen-range";
import { type AutomationLook, lookAtProject } from "@/lib/queries/look-at-project";
import { describeRollout } from "../audit/describe-rollout";
import { recordAct } from "../audit/record-act";
import type { ServiceContext } from "../context";
import { planRollout } from "./plan-rollout";
import { type ReviewedRange, refuseChangedRange } from "./refuse-changed-range";

/** The range a person has reviewed, and why it should go. */
export type ChosenTarget = ReviewedRange & { reason?: string | undefined };

/**
 * Starts the rollout that the automation suggests, or one to a target of a person's choice. Gates that bind the
 * automation alone are open to people.
 * @throws SauronError "conflict" with the sentence of what is in the way, or of what has changed since the review;
 *   "bad-request" when a reason is missing
 */
export async function startRollout(
  ctx: ServiceContext,
  input: { projectId: number; target?: ChosenTarget | undefined; suggested?: string | undefined },
): Promise<RolloutRow> {
  const { target, suggested } = input;
  const rollout = await inTransaction(ctx.db.prisma, async (tx) => {
    await lockDecision(tx, input.projectId);
    const project = await findProject(tx, input.projectId);
    if (!project) throw new SauronError("not-found", "There is no such project.");
    const look = await lookAtProject(tx, project);
    const planned = target
      ? await startChosen(tx, ctx, { project, look, target })
      : await startSuggested(tx, ctx, { project, look, suggested });
    if (!planned) throw new SauronError("conflict", "Another rollout is in the way.");
    await recordAct(tx, ctx, { act: "startRollout", reason: target?.reason ?? null, ...describeRollout(planned) });
    return planned;
  });
  await ctx.queue.enqueue("advance-rollout", { rolloutId: rollout.id });
  return rollout;
}

type Scene = { project: ProjectRow; look: AutomationLook };

async function startSuggested(
  tx: Tx,
  ctx: ServiceContext,
  { project, look, suggested }: Scene & { suggested: string | undefined },
): Promise<RolloutRow | null> {
  const { gates, selection, backlog } = look;
  const closed = findRefusingGate(gates);
  if (closed || selection.action !== "deploy") {
    throw new SauronError("conflict", `${closed?.text ?? "There is nothing to deploy"}.`, { details: { gates } });
  }
  if (suggested !== undefined && suggested !== selection.sha) {
    const message = `The suggestion has changed: it is ${shortSha(selection.sha)} now. Look again.`;
    throw new SauronError("conflict", message, { details: { suggested: selection.sha } });
  }
  return planRollout(tx, project, {
    kind: "forward",
    fromRevision: backlog.liveRevision,
    toRevision: selection.sha,
    commitCount: selection.count,
    startedBy: ctx.actor,
    decisionId: null,
  });
}

async function startChosen(
  tx: Tx,
  ctx: ServiceContext,
  { project, look, target }: Scene & { target: ChosenTarget },
): Promise<RolloutRow | null> {
  const range = await findChosenRange(tx, project, { look, to: target.toRevision });
  // A rollout in the way explains more than what it has changed.
  if (range.refusal) throw new SauronError("conflict", range.refusal, { details: { gates: look.gates } });
  await refuseChangedRange(tx, project, { reviewed: target, range });
  refuseMissingReason(range, target.reason);
  const reason = target.reason ?? null;
  const rollout = await planRollout(tx, project, {
    kind: range.kind,
    fromRevision: range.fromRevision,
    toRevision: range.toRevision,
    commitCount: range.count,
    startedBy: ctx.actor,
    reason,
    decisionId: null,
  });
  if (rollout) await recordAnswer(tx, rollout.id, { question: "commit", answer: "yes", by: ctx.actor.name, reason });
  return rollout;
}

function refuseMissingReason({ whyNot, isRisky }: ChosenRange, reason: string | undefined): void {
  if (reason !== undefined || (whyNot === null && !isRisky)) return;
  throw new SauronError("bad-request", `Give a reason: the automation would not do this, because ${whyNot}.`);
}
