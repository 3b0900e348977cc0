import { type Answer, recordAnswer, recordDeclinedBacklog } from "@/lib/db/answers";
import { queueRetry, skipAllFailed, skipFailedDeploy } from "@/lib/db/decided-hosts";
import { skipQueuedDeploys } from "@/lib/db/host-deploys";
import { findProject, haltProject, lockDecision, restateHalt } from "@/lib/db/projects";
import { type Actor, applyTransition, type RolloutRow } from "@/lib/db/rollouts";
import { extendBake, markStageDeployed, markStagePassed, markStageStarted, restartBake } from "@/lib/db/stages";
import type { Tx } from "@/lib/db/transaction";
import { bakeSeconds } from "@/lib/domain/canary/bake-seconds";
import { describeFailure } from "@/lib/domain/rollout/describe";
import { isPipelined } from "@/lib/domain/rollout/is-pipelined";
import { maxProbes } from "@/lib/domain/rollout/probe-limits";
import { isFinal, type RolloutState } from "@/lib/domain/rollout/states";
import { type RolloutEventName, transition } from "@/lib/domain/rollout/transitions";
import { SauronError } from "@/lib/errors";
import { fingerprintBacklog } from "@/lib/queries/fingerprint-backlog";
import { loadBacklog } from "@/lib/queries/load-backlog";
import { systemActor } from "../context";
import { loadConditions } from "./load-conditions";
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
  /** The host deploy a person retries or skips, and the sentence that stays with a skipped one. */
  host?: { deployId: number; because: string };
  /** Until when a stage is watched that a person extends, epoch milliseconds. */
  until?: number;
};

/**
 * Changes the state of a rollout by one event, with everything that belongs to the change; returns the new state. Null
 * when somebody else was first, or it would begin against what was said since it was looked at: then nothing was written.
 */
export async function writeRolloutEvent(
  tx: Tx,
  loaded: LoadedRollout,
  { event, reason, epoch, actor = systemActor, answer, host, until }: EventToApply,
): Promise<RolloutState | null> {
  const { rollout } = loaded;
  const to = transition(rollout.state, event);
  if (!to) throw new SauronError("conflict", `A rollout that is ${rollout.state} cannot take the event ${event}.`);
  // The automation sees the end together with the halt, or neither: it would go on as if nothing had failed.
  if (isFinal(to)) await lockDecision(tx, rollout.projectId);
  if (event === "started" && (await isKeptBack(tx, loaded))) return null;
  const set = columnsOf(event, reason, rollout);
  const by = event === "abortRequested" ? abortActor(loaded, actor) : actor;
  if (!(await applyTransition(tx, { rollout, to, event, actor: by, reason, epoch, set }))) return null;
  if (answer) await recordAnswer(tx, rollout.id, answer);
  await writeEffects(tx, loaded, event);
  if (host) await writeHostDecision(tx, event, host);
  if (until !== undefined) await extendBake(tx, { rolloutId: rollout.id, index: rollout.stageIndex, until, epoch });
  if (answer?.question === "failures" && answer.answer === "yes") {
    const reason = `Skipped by ${answer.by}: ${answer.reason}`;
    await skipAllFailed(tx, { rolloutId: rollout.id, reason, maxProbes });
  }
  if (to === "discarded" && event !== "expired") await rememberNo(tx, rollout);
  if (isFinal(to)) await writeEnding(tx, loaded, to);
  return to;
}

/** Freezes, marks and locks are written under the same lock: none that comes before the beginning is missed. */
async function isKeptBack(tx: Tx, { rollout, now }: LoadedRollout): Promise<boolean> {
  await lockDecision(tx, rollout.projectId);
  const { staleBecause, frozenUntil } = await loadConditions(tx, rollout, now);
  return staleBecause !== null || frozenUntil !== null;
}

function columnsOf(event: RolloutEventName, reason: string | null, rollout: RolloutRow) {
  const { stageIndex, question, holdReason } = rollout;
  switch (event) {
    case "stagePassed":
    case "confirmed":
    case "overridden":
      return { stageIndex: stageIndex + 1, ...(isPipelined(rollout) && { slot: stageIndex + 1 }) };
    case "approved":
      return { question: "start" as const };
    case "questionAsked":
      return { question: "continue" as const, holdReason: reason };
    case "verdictInconclusive":
      return { holdReason: reason };
    case "budgetExceeded":
      return { question: "failures" as const, holdReason: reason };
    case "hostRetried":
    case "hostSkipped":
      // Whatever a person was asked is still asked.
      return { question, holdReason };
    case "stageRejected":
    case "aheadFailed":
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
      const delay = rollout.policy.canary.accessLog?.delay ?? 0;
      return markStageDeployed(tx, { ...here, bakeSeconds: bake ? bakeSeconds(bake, delay) : null });
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

/** @throws SauronError "conflict" when the host is no longer what was decided about */
async function writeHostDecision(
  tx: Tx,
  event: RolloutEventName,
  { deployId, because }: NonNullable<EventToApply["host"]>,
): Promise<void> {
  const written =
    event === "hostRetried"
      ? await queueRetry(tx, deployId)
      : await skipFailedDeploy(tx, { deployId, reason: because, maxProbes });
  if (!written) throw new SauronError("conflict", "The host changed meanwhile; look again.");
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
  const halt = { projectId: rollout.projectId, reason, rollout: rollout.number, actor: systemActor };
  // A rollback that did not succeed is a newer cause than what it was to take back.
  if (rollout.kind === "rollback") await restateHalt(tx, halt);
  else await haltProject(tx, halt);
}
