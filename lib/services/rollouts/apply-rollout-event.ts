import { type Answer, recordAnswer, recordDeclinedBacklog } from "@/lib/db/answers";
import { skipQueuedDeploys } from "@/lib/db/host-deploys";
import { findProject, haltProject } from "@/lib/db/projects";
import { type Actor, applyTransition, type RolloutRow } from "@/lib/db/rollouts";
import { markStageDeployed, markStagePassed, markStageStarted, restartBake } from "@/lib/db/stages";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { describeFailure } from "@/lib/domain/rollout/describe";
import { isFinal, type RolloutState } from "@/lib/domain/rollout/states";
import { type RolloutEventName, transition } from "@/lib/domain/rollout/transitions";
import { SauronError } from "@/lib/errors";
import { fingerprintBacklog } from "@/lib/queries/fingerprint-backlog";
import { loadBacklog } from "@/lib/queries/load-backlog";
import { type ServiceContext, systemActor } from "../context";
import type { LoadedRollout } from "./load-snapshot";

export type EventToApply = {
  event: RolloutEventName;
  reason: string | null;
  /** Epoch of the lease held. */
  epoch: number;
  /** Who caused it; Sauron itself when nobody did. */
  actor?: Actor;
  /** What a person answered, when that is the cause. */
  answer?: Answer;
};

/**
 * Changes the state of a rollout by one event, with everything that belongs to the change, in one transaction.
 * Returns false when somebody else was first; then nothing was written.
 */
export async function applyRolloutEvent(
  ctx: ServiceContext,
  loaded: LoadedRollout,
  { event, reason, epoch, actor = systemActor, answer }: EventToApply,
): Promise<boolean> {
  const { rollout } = loaded;
  const to = transition(rollout.state, event);
  if (!to) throw new SauronError("conflict", `A rollout that is ${rollout.state} cannot take the event ${event}.`);

  const applied = await inTransaction(ctx.db.prisma, async (tx) => {
    const set = columnsOf(event, reason, rollout.stageIndex);
    const by = event === "abortRequested" ? abortActor(loaded, actor) : actor;
    if (!(await applyTransition(tx, { rollout, to, event, actor: by, reason, epoch, set }))) return false;
    if (answer) await recordAnswer(tx, rollout.id, answer);
    await writeEffects(tx, loaded, event);
    if (to === "discarded" && event !== "expired") await rememberNo(tx, rollout);
    if (isFinal(to)) await writeEnding(tx, loaded, to);
    return true;
  });
  if (applied && isFinal(to)) await ctx.queue.enqueue("decide", { projectId: rollout.projectId });
  return applied;
}

function columnsOf(event: RolloutEventName, reason: string | null, stageIndex: number) {
  switch (event) {
    case "stagePassed":
    case "confirmed":
    case "overridden":
      return { stageIndex: stageIndex + 1 };
    case "approved":
      return { question: "start" as const };
    case "questionAsked":
      return { question: "continue" as const, holdReason: reason };
    case "verdictInconclusive":
      return { holdReason: reason };
    case "stageRejected":
    case "declined":
    case "expired":
      return { failureReason: reason ?? "No reason was recorded." };
    default:
      return {};
  }
}

function abortActor({ rollout }: LoadedRollout, fallback: Actor): Actor {
  return rollout.abortRequestedBy ? { kind: "user", name: rollout.abortRequestedBy } : fallback;
}

/** What an event does to the stages. */
async function writeEffects(tx: Tx, { rollout }: LoadedRollout, event: RolloutEventName): Promise<void> {
  const here = { rolloutId: rollout.id, index: rollout.stageIndex };
  switch (event) {
    case "started":
      return markStageStarted(tx, here);
    case "stageDeployed": {
      const bake = rollout.policy.stages[rollout.stageIndex]?.bake;
      return markStageDeployed(tx, { ...here, bakeSeconds: bake ? bake.warmup + bake.for : null });
    }
    case "stagePassed":
    case "confirmed":
    case "overridden":
      await markStagePassed(tx, here);
      return markStageStarted(tx, { ...here, index: here.index + 1 });
    case "resumed":
      // A person wants to watch longer, beyond the longest it would take by itself.
      return restartBake(tx, { ...here, seconds: rollout.policy.stages[rollout.stageIndex]?.bake?.for ?? 60 });
    case "lastStagePassed":
    case "lastStageOverridden":
      return markStagePassed(tx, here);
    default:
      return;
  }
}

/** A person said no to these commits: they are not proposed again while the backlog stays what it is now. */
async function rememberNo(tx: Tx, rollout: RolloutRow): Promise<void> {
  const project = await findProject(tx, rollout.projectId);
  if (project) await recordDeclinedBacklog(tx, rollout.id, fingerprintBacklog(await loadBacklog(tx, project)));
}

/**
 * What the end of a rollout leaves: nobody starts what was not started, and after anything but success people decide. One
 * that was never started has changed nothing, and halts nothing.
 */
async function writeEnding(tx: Tx, { rollout }: LoadedRollout, to: RolloutState): Promise<void> {
  if (to === "succeeded") return;
  await skipQueuedDeploys(tx, rollout.id, "The rollout ended before this host was reached.");
  if (to === "discarded") return;
  const reason =
    to === "aborted"
      ? `Rollout #${rollout.number} was aborted by ${rollout.abortRequestedBy ?? "somebody"}.`
      : describeFailure(`Rollout #${rollout.number} failed`, rollout.failureReason);
  await haltProject(tx, { projectId: rollout.projectId, reason, rollout: rollout.number, actor: systemActor });
}
