import { type CanarySeriesView, mostSeriesPoints, type StageSeriesView } from "@/lib/contracts/api-canary";
import type { CanaryVerdictView } from "@/lib/contracts/canary-views";
import { listSamples } from "@/lib/db/canary-samples";
import { readStamp } from "@/lib/db/read-projects";
import { findRollout, type RolloutRow } from "@/lib/db/rollouts";
import { listStages, type StageRow } from "@/lib/db/stages";
import type { Tx } from "@/lib/db/transaction";
import { downSample } from "@/lib/domain/canary/down-sample";
import { listSeries, type MetricSeries } from "@/lib/domain/canary/list-series";
import { buildCanaryInput, windowOf } from "./build-canary-input";

type JudgedStage = StageRow & { deployedAt: Date; verdict: CanaryVerdictView };

/** The numbers behind the newest verdict of each watched stage, along the time. */
export async function readCanarySeries(tx: Tx, rolloutId: number): Promise<CanarySeriesView> {
  const rollout = await findRollout(tx, rolloutId);
  const stages: StageSeriesView[] = [];
  for (const stage of rollout ? await listStages(tx, rolloutId) : []) {
    if (rollout && isJudged(stage)) stages.push(await readStage(tx, rollout, stage));
  }
  const { now } = await readStamp(tx);
  return { stages, serverTime: now.toISOString() };
}

function isJudged(stage: StageRow): stage is JudgedStage {
  return stage.verdict !== null && stage.deployedAt !== null;
}

async function readStage(tx: Tx, rollout: RolloutRow, stage: JudgedStage): Promise<StageSeriesView> {
  const { deployedAt, verdict } = stage;
  const samples = await listSamples(tx, [stage.id]);
  const hasControl = samples.some(({ arm }) => arm === "control");
  // As the verdict saw them: lines that came later are in no number it was reached by.
  const now = Date.parse(verdict.at);
  const window = windowOf(rollout, stage, now);
  const limits = rollout.policy.canary;
  const known = { rollout, limits, stage, earlier: [], samples, baseline: null, hasControl, now };
  const series = samples.length > 0 ? listSeries(buildCanaryInput(known), window, verdict.look ?? null) : [];
  const thinned = series.map((one) => ({ ...one, ...downSample(one.points, mostSeriesPoints) }));
  return {
    index: stage.index,
    deployedAt: deployedAt.toISOString(),
    watchedFrom: new Date(window.countedFrom).toISOString(),
    verdictAt: verdict.at,
    intervalSeconds: window.intervalMs / 1000,
    intervalsPerPoint: thinned[0]?.intervalsPerPoint ?? 1,
    metrics: thinned.map(toMetricView),
  };
}

function toMetricView({ metric, limit, limitPercent, canary, control, points }: MetricSeries) {
  const dated = points.map(({ atMs, ...arms }) => ({ at: new Date(atMs).toISOString(), ...arms }));
  return { metric, limit, limitPercent, canary, control, points: dated };
}
