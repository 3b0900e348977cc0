import { type ClaimedDeploy, recordDeployStep, settleHostDeploy } from "@/lib/db/host-deploys";
import { notifyChange } from "@/lib/db/notify";
import { retryWhileUnavailable } from "@/lib/db/retry-while-unavailable";
import type { RolloutRow } from "@/lib/db/rollouts";
import { inTransaction } from "@/lib/db/transaction";
import type { DeployCommand, DeployOutcome } from "@/lib/integrations/ssh/fleet-ssh";
import type { WorkerContext } from "../context";
import { readHostRevision } from "./read-host-revision";
import { toSshTarget } from "./ssh-target";

/** Deploys one host and stores how it went. Never throws for what a host or the network does. */
export async function deployHost(ctx: WorkerContext, rollout: RolloutRow, deploy: ClaimedDeploy): Promise<void> {
  const target = toSshTarget({ ...deploy, name: deploy.hostName }, rollout.policy);
  const abort = ctx.aborts.watch(rollout.id);
  ctx.inHand.add(deploy.id);
  try {
    const outcome = await ctx.ssh.deploy(target, toDeployCommand(rollout, deploy), {
      signal: abort.signal,
      onLine: (line) => ctx.log.write(rollout, deploy.hostName, line),
      onStep: (step) => noteStep(ctx, rollout, { id: deploy.id, step }),
    });
    const { reason } = resultOf(outcome);
    if (reason) ctx.log.write(rollout, deploy.hostName, { stream: "sys", text: reason, at: Date.now() });
    // A host that was stopped in the middle is asked what it runs; nobody else can know.
    const revision = endedInTheMiddle(outcome)
      ? await readHostRevision(ctx, target, rollout.policy)
      : revisionAfter(outcome, rollout);
    await storeOutcome(ctx, rollout, deploy, { outcome, revision });
  } finally {
    ctx.inHand.delete(deploy.id);
    abort.release();
  }
}

function endedInTheMiddle(outcome: DeployOutcome): boolean {
  if (outcome.outcome === "failed") return outcome.cause === "step" || outcome.cause === "timeout";
  return outcome.outcome === "aborted";
}

/** The host's guard found another deploy at work there (it ended with 75); one it calls stale (76) has failed for good. */
function isBusy(outcome: DeployOutcome): outcome is Extract<DeployOutcome, { outcome: "failed" }> {
  return outcome.outcome === "failed" && outcome.cause === "busy";
}

/** What a host runs after a deploy that was seen through, lost from sight, or never began; see DeployResult. */
function revisionAfter(outcome: DeployOutcome, rollout: RolloutRow): string | null | undefined {
  if (outcome.outcome === "succeeded") return rollout.toRevision;
  return outcome.outcome === "unknown" || isBusy(outcome) ? null : undefined;
}

function toDeployCommand(rollout: RolloutRow, deploy: ClaimedDeploy): DeployCommand {
  return {
    project: rollout.policy.project,
    rollout: rollout.number,
    revision: rollout.toRevision,
    fence: deploy.fence,
    steps: rollout.policy.deploy.steps,
    env: rollout.policy.deploy.env,
    graceSeconds: rollout.policy.deploy.grace,
  };
}

/** Steps are told for the watchers; a step that cannot be told now is no reason to stop a deploy. */
function noteStep(ctx: WorkerContext, rollout: RolloutRow, deploy: { id: number; step: string }): void {
  inTransaction(ctx.db.prisma, async (tx) => {
    await recordDeployStep(tx, { ...deploy, workerId: ctx.workerId });
    await notifyChange(tx, { project: rollout.projectId, rollout: rollout.id });
  }).catch((error) => ctx.logger.warn({ err: error, deploy: deploy.id }, "could not tell the step of a deploy"));
}

async function storeOutcome(
  ctx: WorkerContext,
  rollout: RolloutRow,
  deploy: ClaimedDeploy,
  { outcome, revision }: { outcome: DeployOutcome; revision: string | null | undefined },
): Promise<void> {
  const settled = await retryWhileUnavailable(() =>
    inTransaction(ctx.db.prisma, async (tx) => {
      const done = await settleHostDeploy(tx, {
        id: deploy.id,
        workerId: ctx.workerId,
        fence: deploy.fence,
        ...resultOf(outcome),
        revision,
      });
      await notifyChange(tx, { project: rollout.projectId, rollout: rollout.id });
      return done;
    }),
  );
  if (!settled) ctx.logger.warn({ deploy: deploy.id }, "a deploy ended here after it had been given up as lost");
  // Success is heard when the stage has no host left; anything else may change what happens next at once.
  if (outcome.outcome === "succeeded") return;
  await ctx.queue
    .enqueue("advance-rollout", { rolloutId: rollout.id })
    .catch((error) => ctx.logger.warn({ err: error }, "the queue is away, a rollout waits for the next look"));
}

function resultOf(outcome: DeployOutcome) {
  const nothing = { step: null, exitCode: null, reason: null, lastErrorLine: null };
  switch (outcome.outcome) {
    case "succeeded":
      return { ...nothing, state: "succeeded" as const, exitCode: 0 };
    case "failed": {
      // Nothing of this deploy ran: the host is asked until the other one has ended, and then it has its turn.
      if (isBusy(outcome)) return { ...nothing, state: "unknown" as const, reason: outcome.reason };
      const { step, exitCode, reason, lastErrorLine } = outcome;
      return { state: "failed" as const, step, exitCode, reason, lastErrorLine };
    }
    case "aborted": {
      const reason = outcome.step ? `Stopped by the abort in step ${outcome.step}.` : "Stopped by the abort.";
      return { ...nothing, state: "failed" as const, step: outcome.step, reason };
    }
    case "unknown":
      return { ...nothing, state: "unknown" as const, step: outcome.step, reason: outcome.reason };
    default:
      return outcome satisfies never;
  }
}
