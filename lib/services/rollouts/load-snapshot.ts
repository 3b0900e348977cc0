import type { CanaryVerdictView } from "@/lib/contracts/views";
import { countStageHosts } from "@/lib/db/host-deploys";
import { findLastWarning } from "@/lib/db/rollout-warnings";
import { findRollout, type RolloutRow } from "@/lib/db/rollouts";
import { listStages, type StageRow } from "@/lib/db/stages";
import { readDatabaseTime, type Tx } from "@/lib/db/transaction";
import { triesEveryHost } from "@/lib/domain/rollback/tries-every-host";
import { maxProbes } from "@/lib/domain/rollout/probe-limits";
import type { HostCounts, RolloutSnapshot, VerdictSnapshot } from "@/lib/domain/rollout/snapshot";
import { loadConditions } from "./load-conditions";

export type LoadedRollout = { rollout: RolloutRow; snapshot: RolloutSnapshot; stages: StageRow[]; now: number };

/** Reads all that deciding about a rollout needs; null when there is no such rollout. */
export async function loadSnapshot(tx: Tx, rolloutId: number): Promise<LoadedRollout | null> {
  const rollout = await findRollout(tx, rolloutId);
  if (!rollout) return null;
  const stages = await listStages(tx, rolloutId);
  const counts = await countStageHosts(tx, rolloutId, maxProbes);
  const warnedAt = await findLastWarning(tx, rolloutId);
  const now = await readDatabaseTime(tx);

  const snapshot: RolloutSnapshot = {
    state: rollout.state,
    stageIndex: rollout.stageIndex,
    abortRequested: rollout.abortRequestedAt !== null,
    abortBy: rollout.abortRequestedBy,
    question: rollout.question,
    ...(await loadConditions(tx, rollout, now)),
    failurePercent: rollout.policy.hostFailureBudget,
    guidedFailure: rollout.policy.guidedFailure,
    triesEveryHost: triesEveryHost(rollout),
    canaryMode: rollout.policy.canary.mode,
    onInconclusive: rollout.policy.canary.onInconclusive,
    stages: stages.map((stage) => {
      const mine = counts.filter((count) => count.stageId === stage.id);
      const policy = rollout.policy.stages[stage.index];
      return {
        index: stage.index,
        name: stage.name,
        hosts: toHostCounts(mine),
        unknownOpen: mine.reduce((sum, count) => sum + count.open, 0),
        failurePercent: policy?.hostFailureBudget ?? null,
        bake: policy?.bake ?? null,
        deployedAt: stage.deployedAt?.getTime() ?? null,
        bakeUntil: stage.bakeUntil?.getTime() ?? null,
        sampledAt: stage.sampledAt?.getTime() ?? null,
        verdict: stage.verdict && toVerdictSnapshot(stage.verdict),
        isWarned: warnedAt !== null && stage.deployedAt !== null && warnedAt >= stage.deployedAt,
      };
    }),
  };
  return { rollout, snapshot, stages, now };
}

function toVerdictSnapshot({ verdict, why, at, reason, serverErrors }: CanaryVerdictView): VerdictSnapshot {
  return { verdict, reason, why, at: Date.parse(at), serverErrors };
}

function toHostCounts(rows: { state: string; hosts: number }[]): HostCounts {
  const counts: HostCounts = { total: 0, queued: 0, running: 0, succeeded: 0, failed: 0, skipped: 0, unknown: 0 };
  for (const row of rows) {
    counts[row.state as keyof HostCounts] += row.hosts;
    counts.total += row.hosts;
  }
  return counts;
}
