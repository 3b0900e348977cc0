import { isBudgetExceeded } from "./failure-budget";
import { addHostCounts, type RolloutSnapshot, type StageSnapshot } from "./snapshot";

/** Why too many hosts have failed for the rollout to go on, as a sentence; null = it may. */
export function describeExceededBudget(rollout: RolloutSnapshot, stage: StageSnapshot): string | null {
  if (rollout.triesEveryHost && !isSettled(stage)) return null;
  return describeWhole(rollout) ?? describeStage(stage);
}

function describeWhole({ stages, failurePercent }: RolloutSnapshot): string | null {
  const hosts = addHostCounts(stages.map((stage) => stage.hosts));
  const failed = stages.reduce((sum, stage) => sum + countFailed(stage), 0);
  if (!isBudgetExceeded(failed, hosts.total, failurePercent)) return null;
  return `${failed} of ${hosts.total} hosts failed to deploy; the limit is ${failurePercent} %.`;
}

function describeStage(stage: StageSnapshot): string | null {
  const { hosts, name, failurePercent } = stage;
  const failed = countFailed(stage);
  if (failurePercent !== null && isBudgetExceeded(failed, hosts.total, failurePercent)) {
    return `${failed} of ${hosts.total} hosts of stage ${name} failed to deploy; its limit is ${failurePercent} %.`;
  }
  const isEmptyHanded = hosts.total > 0 && hosts.succeeded === 0 && isSettled(stage);
  return isEmptyHanded ? `No host of stage ${name} was deployed.` : null;
}

/** An unknown host that no longer answers counts as failed: unknown is not success. */
function countFailed({ hosts, unknownOpen }: StageSnapshot): number {
  return hosts.failed + hosts.unknown - unknownOpen;
}

function isSettled({ hosts, unknownOpen }: StageSnapshot): boolean {
  return hosts.queued === 0 && hosts.running === 0 && unknownOpen === 0;
}
