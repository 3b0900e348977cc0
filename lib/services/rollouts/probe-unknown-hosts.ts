import {
  claimProbes,
  countProbe,
  queueNextAttempt,
  queueUnbegunDeploy,
  settleUnknownDeploy,
  type UnknownDeploy,
} from "@/lib/db/host-deploys";
import { recordHostRevisions } from "@/lib/db/host-revisions";
import { lockRollout } from "@/lib/db/lock-rollout";
import { notifyChange } from "@/lib/db/notify";
import { findRollout, type RolloutRow } from "@/lib/db/rollouts";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { maxProbes, probeEverySeconds } from "@/lib/domain/rollout/probe-limits";
import { longestStepSeconds } from "@/lib/domain/rollout/retry-pause";
import type { ProbeAnswer } from "@/lib/integrations/ssh/fleet-ssh";
import type { WorkerContext } from "../context";
import { toProbeQuestion } from "./read-host-revision";
import { toSshTarget } from "./ssh-target";

/** Asks every host whose result nobody knows how its deploy ended, and settles it by the answer. */
export async function probeUnknownHosts(ctx: WorkerContext, job: { rolloutId: number }): Promise<void> {
  const rollout = await findRollout(ctx.db.prisma, job.rolloutId);
  if (!rollout) return;
  const limits = { maxProbes, everySeconds: probeEverySeconds };
  const unknown = await claimProbes(ctx.db.prisma, rollout.id, limits);
  // Nobody's turn: to look at the rollout again now would only lead back here.
  if (unknown.length === 0) return;
  await Promise.all(unknown.map((deploy) => askHost(ctx, rollout, deploy)));
  await ctx.queue.enqueue("advance-rollout", { rolloutId: rollout.id });
}

async function askHost(ctx: WorkerContext, rollout: RolloutRow, deploy: UnknownDeploy): Promise<void> {
  try {
    await probeHost(ctx, rollout, deploy);
  } catch (error) {
    // A question that fails by itself counts too: no host is waited for without end.
    await countProbe(ctx.db.prisma, deploy);
    throw error;
  }
}

async function probeHost(ctx: WorkerContext, rollout: RolloutRow, deploy: UnknownDeploy): Promise<void> {
  const target = toSshTarget({ ...deploy, name: deploy.hostName }, rollout.policy);
  // A worker that was paused before it began this deploy must not begin it once nobody waits for it.
  const question = { ...toProbeQuestion(rollout.policy), close: deploy.highestFence };
  const answer = await ctx.ssh.probe(target, question);
  const meant = findMeant(answer, rollout, deploy);
  const isLate = deploy.age !== null && deploy.age > longestDeploySeconds(rollout);
  if (isStillRunning(answer, meant)) {
    const unwanted = rollout.abortRequestedAt !== null || isLate;
    if (!unwanted) return;
    // Nobody watches this deploy any more, and a person wants it stopped or its time is up.
    await ctx.ssh.stopOrphan(target, {
      project: question.project,
      graceSeconds: rollout.policy.deploy.grace,
      fence: meant.fence,
    });
    return settleByAnswer(ctx, rollout, meant, await ctx.ssh.probe(target, question));
  }
  // Another deploy holds the host: this one has its turn when that has ended, or nobody wants to wait any longer.
  const isWaiting = rollout.abortRequestedAt === null && !isLate;
  if (isWaiting && isHeldByAnother(answer, meant)) return;
  await settleByAnswer(ctx, rollout, meant, answer);
}

/**
 * The deploy by the number that its host knows it by. That is another than ours only when the database was restored from a
 * backup after this very rollout had gone on: what it did is not done again.
 */
function findMeant(answer: ProbeAnswer, rollout: RolloutRow, deploy: UnknownDeploy): UnknownDeploy {
  const last = answer.reached ? answer.lastDeploy : null;
  const isOfThisRollout = last?.rollout === rollout.number && last.revision === rollout.toRevision;
  return isOfThisRollout && last.fence > deploy.fence ? { ...deploy, fence: last.fence } : deploy;
}

function isHeldByAnother(answer: ProbeAnswer, deploy: UnknownDeploy): boolean {
  return answer.reached && answer.lastDeploy?.state === "running" && answer.lastDeploy.fence < deploy.fence;
}

function isStillRunning(answer: ProbeAnswer, deploy: UnknownDeploy): boolean {
  return answer.reached && answer.lastDeploy?.fence === deploy.fence && answer.lastDeploy.state === "running";
}

/** A deploy whose steps and tries all take as long as they may. */
function longestDeploySeconds({ policy }: RolloutRow): number {
  return policy.deploy.steps.reduce((sum, step) => sum + longestStepSeconds(step), 0);
}

async function settleByAnswer(
  ctx: WorkerContext,
  rollout: RolloutRow,
  deploy: UnknownDeploy,
  answer: ProbeAnswer,
): Promise<void> {
  if (!answer.reached || answer.mayBegin) {
    const why = answer.reached ? `another deploy is at work on ${deploy.hostName}.` : answer.reason;
    ctx.log.write(rollout, deploy.hostName, { stream: "sys", text: `Asked what it runs: ${why}`, at: Date.now() });
    return countProbe(ctx.db.prisma, deploy);
  }
  const verdict = readAnswer(answer, deploy);
  if (verdict === null) return countProbe(ctx.db.prisma, deploy);
  const { state, exitCode, reason } = verdict;
  const isUnbegun = deploy.age === null && hasNotBegun(answer.lastDeploy, deploy);
  await inTransaction(ctx.db.prisma, async (tx) => {
    const isGoing = await keepGoing(tx, rollout.id);
    const settled = isUnbegun
      ? await queueUnbegunDeploy(tx, deploy)
      : await settleUnknownDeploy(tx, { id: deploy.id, state, exitCode, reason, fence: deploy.fence });
    if (!settled) return;
    await recordHostRevisions(tx, [{ hostId: deploy.hostId, rolloutId: rollout.id, revision: answer.revision }]);
    // Half a deploy is repeated once, unless the rollout is ending; the steps are expected to stand that.
    if (verdict.interrupted && isGoing && deploy.attempt === 1 && !isUnbegun) await queueNextAttempt(tx, deploy);
    await notifyChange(tx, { project: rollout.projectId, rollout: rollout.id });
  });
}

/** Whether it goes on; if so, nobody ends it before this transaction has: a host queued after its end would stay so. */
async function keepGoing(tx: Tx, rolloutId: number): Promise<boolean> {
  await lockRollout(tx, rolloutId);
  const rollout = await findRollout(tx, rolloutId);
  return rollout?.state === "deploying" && rollout.abortRequestedAt === null;
}

type LastDeploy = Extract<ProbeAnswer, { reached: true }>["lastDeploy"];

function hasNotBegun(last: LastDeploy, deploy: UnknownDeploy): boolean {
  return last === null || last.fence < deploy.fence;
}

type ProbeVerdict = {
  state: "succeeded" | "failed";
  exitCode: number | null;
  reason: string | null;
  interrupted: boolean;
};

/** How the deploy ended, by what the host's guard knows; null while it still runs. */
function readAnswer(answer: Extract<ProbeAnswer, { reached: true }>, deploy: UnknownDeploy): ProbeVerdict | null {
  const last = answer.lastDeploy;
  if (last === null || hasNotBegun(last, deploy)) {
    return { state: "failed", exitCode: null, reason: "The deploy never began on the host.", interrupted: true };
  }
  if (last.fence > deploy.fence) {
    return { state: "failed", exitCode: null, reason: "A newer deploy has run on the host since.", interrupted: false };
  }
  const step = last.step ? ` in step ${last.step}` : "";
  switch (last.state) {
    case "running":
      return null;
    case "succeeded":
      return { state: "succeeded", exitCode: 0, reason: null, interrupted: false };
    case "failed":
      // Its output had nowhere to go once the connection was lost, which alone makes most programs fail.
      return { state: "failed", exitCode: last.exitCode, reason: `Failed${step}.`, interrupted: true };
    case "aborted":
    case "interrupted":
      return { state: "failed", exitCode: null, reason: `The deploy was cut off${step}.`, interrupted: true };
    default:
      return last.state satisfies never;
  }
}
