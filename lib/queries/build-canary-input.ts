import type { CanaryPolicy } from "@/lib/contracts/canary-policy";
import { toCanaryConfig } from "@/lib/contracts/to-canary-config";
import type { SampleRow } from "@/lib/db/canary-samples";
import type { RolloutRow } from "@/lib/db/rollouts";
import type { StageRow } from "@/lib/db/stages";
import type { CanaryInput, CanaryInterval } from "@/lib/domain/canary/canary-input";
import { groupSamples, type SampleWindow } from "@/lib/domain/canary/group-samples";
import type { StageBaseline } from "@/lib/domain/canary/summarise-baseline";

type WatchedStage = Pick<StageRow, "id" | "index" | "deployedAt" | "bakeUntil">;

/** What is known of a stage when it is judged. */
type StageEvidence = {
  rollout: Pick<RolloutRow, "policy">;
  /** The limits it is judged by. */
  limits: Pick<CanaryPolicy, "rules" | "minRequests" | "excludeCodes" | "compare" | "latency" | "endpoints">;
  stage: WatchedStage;
  /** Watched stages of the same rollout before it. */
  earlier: readonly WatchedStage[];
  /** Of all of them. */
  samples: readonly SampleRow[];
  baseline: StageBaseline | null;
  /** There are hosts to compare with. */
  hasControl: boolean;
  /** The database clock. */
  now: number;
};

/** What `judgeCanary` is given for a stage. */
export function buildCanaryInput(known: StageEvidence): CanaryInput {
  const { rollout, stage, limits, baseline, hasControl, now } = known;
  const intervalMs = intervalOf(rollout, stage);
  const seconds = Math.round((now - (stage.deployedAt?.getTime() ?? now)) / 1000);
  return {
    config: toCanaryConfig(limits, { intervalSeconds: intervalMs / 1000, hasControl }),
    intervals: intervalsOf(known, stage, now),
    // Evidence of another stage is only good for what is still being compared.
    carried: hasControl ? known.earlier.flatMap((one) => intervalsOf(known, one, Number.POSITIVE_INFINITY)) : [],
    final: stage.bakeUntil !== null && now >= stage.bakeUntil.getTime(),
    history: baseline?.history ?? [],
    baseline: baseline
      ? {
          ...(wereMeasured(known.samples, baseline) && { requests: baseline.requests }),
          ...(baseline.endpoints.length > 0 && { endpoints: baseline.endpoints }),
        }
      : undefined,
    wording: { watchedSeconds: seconds },
  };
}

/** How the traffic was shared before says nothing of hosts that were not measured then. */
function wereMeasured(samples: readonly SampleRow[], { hosts }: StageBaseline): boolean {
  const measured = new Set(hosts.map(({ hostId }) => hostId));
  return samples.every(({ arm, hostId }) => arm === "canary" || measured.has(hostId));
}

/** Length of an interval of a stage, milliseconds. */
export function intervalOf(rollout: Pick<RolloutRow, "policy">, stage: { index: number }): number {
  return (rollout.policy.stages[stage.index]?.bake?.poll ?? 10) * 1000;
}

/** Which requests of a stage count at `now`, the database clock: those after its warm-up whose lines are all there. */
export function windowOf(
  rollout: Pick<RolloutRow, "policy">,
  stage: Pick<WatchedStage, "index" | "deployedAt">,
  now: number,
): SampleWindow {
  const warmup = rollout.policy.stages[stage.index]?.bake?.warmup ?? 0;
  return {
    countedFrom: (stage.deployedAt?.getTime() ?? 0) + warmup * 1000,
    closedBefore: now - (rollout.policy.canary.accessLog?.delay ?? 0) * 1000,
    intervalMs: intervalOf(rollout, stage),
  };
}

function intervalsOf(
  { rollout, samples, hasControl }: StageEvidence,
  stage: WatchedStage,
  now: number,
): CanaryInterval[] {
  const own = samples.filter(({ stageId, arm }) => stageId === stage.id && (hasControl || arm === "canary"));
  return groupSamples(own, windowOf(rollout, stage, now));
}
