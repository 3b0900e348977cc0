import type { CanaryEvidenceView } from "@/lib/contracts/canary-views";
import { toCanaryVerdictView } from "@/lib/contracts/judge";
import { insertSamples, listSamples } from "@/lib/db/canary-samples";
import { notifyChange } from "@/lib/db/notify";
import { findRollout, type RolloutRow } from "@/lib/db/rollouts";
import { claimLook, findBaseline, listStages, type StageRow, storeVerdict } from "@/lib/db/stages";
import { inTransaction } from "@/lib/db/transaction";
import { workAlone } from "@/lib/db/work-alone";
import { pickErrors } from "@/lib/domain/access-log/pick-errors";
import { judgeCanary } from "@/lib/domain/canary/judge-canary";
import type { StageBaseline } from "@/lib/domain/canary/summarise-baseline";
import { buildCanaryInput, intervalOf } from "@/lib/queries/build-canary-input";
import { describeEvidence, keepErrors, mostErrors } from "../canary/describe-evidence";
import { type Arms, findArms } from "../canary/find-arms";
import { type OurClock, readOurClock } from "../canary/our-clock";
import { readArms } from "../canary/read-host";
import type { WorkerContext } from "../context";

/** Reads what the hosts of a baking stage and their controls have answered since the last look, and judges all of it. */
export async function lookAtCanary(ctx: WorkerContext, job: { rolloutId: number; stageId: number }): Promise<void> {
  const rollout = await findRollout(ctx.db.prisma, job.rolloutId);
  const bake = rollout?.policy.stages[rollout.stageIndex]?.bake;
  if (!rollout || !bake?.analysis || rollout.state !== "baking") return;
  // A look may take longer than the pause between two; a second one would read, and count, the same lines again.
  await workAlone(ctx.db, { what: "look", id: job.stageId }, async () => {
    // Clocks of timers and database differ a little; a look a moment early is better than one skipped.
    const stage = await claimLook(ctx.db.prisma, job.stageId, bake.poll * 0.8);
    if (!stage) return;
    const baseline = await findBaseline(ctx.db.prisma, stage.id);
    const arms = await findArms(ctx.db.prisma, rollout, { id: stage.id, baseline, isDeployed: true });
    const scene = { rollout, stage, baseline, arms, clock: await readOurClock(ctx.db.prisma) };
    const errors = await collect(ctx, scene);
    await judge(ctx, scene, errors);
    await ctx.queue.enqueue("advance-rollout", { rolloutId: rollout.id });
  });
}

type Scene = { rollout: RolloutRow; stage: StageRow; baseline: StageBaseline | null; arms: Arms; clock: OurClock };

/** Stores what every host has logged; returns the newest errors of the canary, with those of the looks before. */
async function collect(ctx: WorkerContext, scene: Scene): Promise<CanaryEvidenceView["errors"]> {
  const { rollout, stage, baseline, arms, clock } = scene;
  const before = await listSamples(ctx.db.prisma, [stage.id]);
  const look = { policy: rollout.policy, before, baseline, clock, intervalMs: intervalOf(rollout, stage) };
  const readings = await readArms(ctx, look, arms);
  const samples = readings.flatMap((reading) => reading.samples);
  await insertSamples(ctx.db.prisma, { rolloutId: rollout.id, stageId: stage.id }, samples);
  const found = readings.slice(0, arms.canary.length).flatMap(({ requests }, index) => {
    return pickErrors(arms.canary[index]?.name ?? "", requests, mostErrors);
  });
  return keepErrors(stage.verdict?.evidence?.errors ?? [], found);
}

async function judge(ctx: WorkerContext, scene: Scene, errors: CanaryEvidenceView["errors"]): Promise<void> {
  const { rollout, stage, baseline, arms, clock } = scene;
  const stages = await listStages(ctx.db.prisma, rollout.id);
  const earlier = stages.filter(({ index }) => index < stage.index);
  const samples = await listSamples(ctx.db.prisma, [stage.id, ...earlier.map(({ id }) => id)]);
  const { now } = clock;
  // What was compared before counts on, though too few hosts are left to compare with by now.
  const hasControl =
    arms.control.length > 0 || samples.some(({ stageId, arm }) => stageId === stage.id && arm === "control");
  const limits = rollout.policy.canary;
  const input = buildCanaryInput({ rollout, limits, stage, earlier, samples, baseline, hasControl, now });
  const verdict = judgeCanary(input);
  const controls = arms.control.map(({ name }) => name);
  const evidence = describeEvidence({ input, verdict, baseline, controls, errors });
  await inTransaction(ctx.db.prisma, async (tx) => {
    await storeVerdict(tx, stage.id, { ...toCanaryVerdictView(verdict, new Date(now).toISOString()), evidence });
    await notifyChange(tx, { project: rollout.projectId, rollout: rollout.id });
  });
}
