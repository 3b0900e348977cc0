import {
  claimProbes,
  queueNextAttempt,
  recordHostRevision,
  settleUnknownDeploy,
  type UnknownDeploy,
  uncountProbe,
} from "@/lib/db/host-deploys";
import { notifyChange } from "@/lib/db/notify";
import { findRollout, type RolloutRow } from "@/lib/db/rollouts";
import { inTransaction } from "@/lib/db/transaction";
import type { ProbeAnswer } from "@/lib/integrations/ssh/fleet-ssh";
import type { WorkerContext } from "../context";
import { maxProbes, probeEverySeconds } from "./probe-limits";
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
  await Promise.all(unknown.map((deploy) => probeHost(ctx, rollout, deploy)));
  await ctx.queue.enqueue("advance-rollout", { rolloutId: rollout.id });
}

async function probeHost(ctx: WorkerContext, rollout: RolloutRow, deploy: UnknownDeploy): Promise<void> {
  const target = toSshTarget({ ...deploy, name: deploy.hostName }, rollout.policy);
  const question = toProbeQuestion(rollout.policy);
  const answer = await ctx.ssh.probe(target, question);
  if (isStillRunning(answer, deploy)) {
    const unwanted = rollout.abortRequestedAt !== null || deploy.age > longestDeploySeconds(rollout);
    if (!unwanted) return uncountProbe(ctx.db.prisma, deploy);
    // Nobody watches this deploy any more, and a person wants it stopped or its time is up.
    await ctx.ssh.stopOrphan(target, {
      project: question.project,
      graceSeconds: rollout.policy.deploy.grace,
      fence: deploy.fence,
    });
    return settleByAnswer(ctx, rollout, deploy, await ctx.ssh.probe(target, question));
  }
  await settleByAnswer(ctx, rollout, deploy, answer);
}

function isStillRunning(answer: ProbeAnswer, deploy: UnknownDeploy): boolean {
  return answer.reached && answer.lastDeploy?.fence === deploy.fence && answer.lastDeploy.state === "running";
}

/** A deploy whose steps and tries all take as long as they may. */
function longestDeploySeconds({ policy }: RolloutRow): number {
  return policy.deploy.steps.reduce((sum, step) => sum + step.timeout * (step.retries + 1), 0);
}

async function settleByAnswer(
  ctx: WorkerContext,
  rollout: RolloutRow,
  deploy: UnknownDeploy,
  answer: ProbeAnswer,
): Promise<void> {
  if (!answer.reached) {
    ctx.log.write(rollout, deploy.hostName, {
      stream: "sys",
      text: `Asked what it runs: ${answer.reason}`,
      at: Date.now(),
    });
    return;
  }
  const verdict = readAnswer(answer, deploy);
  if (verdict === null) return;
  const { state, exitCode, reason } = verdict;
  await inTransaction(ctx.db.prisma, async (tx) => {
    if (!(await settleUnknownDeploy(tx, { id: deploy.id, state, exitCode, reason }))) return;
    await recordHostRevision(tx, deploy.hostId, answer.revision);
    // Half a deploy is repeated once, unless the rollout is ending; the steps are expected to stand that.
    const going = rollout.state === "deploying" && !rollout.abortRequestedAt;
    if (verdict.interrupted && going && deploy.attempt === 1) await queueNextAttempt(tx, deploy);
    await notifyChange(tx, { project: rollout.projectId, rollout: rollout.id });
  });
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
  if (last === null || last.fence < deploy.fence) {
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
