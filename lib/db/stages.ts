import type { CanaryVerdictView } from "@/lib/contracts/views";
import type { StageBaseline } from "@/lib/domain/canary/summarise-baseline";
import { Prisma, type Stage } from "./generated/client";
import type { Tx } from "./transaction";

/** A stage without its baseline, which is large and wanted only where the canary is looked at. */
export type StageRow = Omit<Stage, "verdict" | "baseline"> & { verdict: CanaryVerdictView | null };

export async function listStages(tx: Tx, rolloutId: number): Promise<StageRow[]> {
  const rows = await tx.stage.findMany({ where: { rolloutId }, orderBy: { index: "asc" }, omit: { baseline: true } });
  return rows.map((row) => ({ ...row, verdict: row.verdict as CanaryVerdictView | null }));
}

export async function markStageStarted(tx: Tx, stage: { rolloutId: number; index: number }): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Stage" SET "startedAt" = clock_timestamp() WHERE "rolloutId" = ${stage.rolloutId} AND index = ${stage.index}`;
}

/** The stage's hosts are deployed; observation lasts until `bakeSeconds` from now (null: it has none). */
export async function markStageDeployed(
  tx: Tx,
  stage: { rolloutId: number; index: number; bakeSeconds: number | null },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Stage" SET "deployedAt" = clock_timestamp(),
      "bakeUntil" = clock_timestamp() + make_interval(secs => ${stage.bakeSeconds}::float8)
    WHERE "rolloutId" = ${stage.rolloutId} AND index = ${stage.index}`;
}

export async function markStagePassed(tx: Tx, stage: { rolloutId: number; index: number }): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Stage" SET "passedAt" = clock_timestamp() WHERE "rolloutId" = ${stage.rolloutId} AND index = ${stage.index}`;
}

/**
 * Moves the end of the observation farther away; `until` in epoch milliseconds. False, and without effect, when since
 * `epoch` another worker has taken the rollout over, or it has come to another state.
 */
export async function extendBake(
  tx: Tx,
  stage: { rolloutId: number; index: number; until: number; epoch: number },
): Promise<boolean> {
  const changed = await tx.$executeRaw`
    UPDATE "Stage" s SET "bakeUntil" = GREATEST(s."bakeUntil", to_timestamp(${stage.until}::float8 / 1000))
    FROM "Rollout" r WHERE s."rolloutId" = ${stage.rolloutId} AND s.index = ${stage.index}
      AND r.id = s."rolloutId" AND r.state = 'baking' AND r."leaseEpoch" = ${stage.epoch}`;
  return changed > 0;
}

/** Observes a held stage for another `seconds` from now, beyond the longest it would take by itself. */
export async function restartBake(tx: Tx, stage: { rolloutId: number; index: number; seconds: number }): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Stage" SET "bakeUntil" = clock_timestamp() + make_interval(secs => ${stage.seconds}::float8), verdict = NULL
    WHERE "rolloutId" = ${stage.rolloutId} AND index = ${stage.index}`;
}

/** Takes the next look at a stage, unless one was taken within `seconds`: then another worker is at it. */
export async function claimLook(tx: Tx, stageId: number, seconds: number): Promise<StageRow | null> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    UPDATE "Stage" SET "sampledAt" = clock_timestamp()
    WHERE id = ${stageId}
      AND COALESCE("sampledAt", '-infinity') <= clock_timestamp() - make_interval(secs => ${seconds}::float8)
    RETURNING id`;
  if (rows.length === 0) return null;
  const row = await tx.stage.findUniqueOrThrow({ where: { id: stageId }, omit: { baseline: true } });
  return { ...row, verdict: row.verdict as CanaryVerdictView | null };
}

export async function storeVerdict(tx: Tx, stageId: number, verdict: CanaryVerdictView): Promise<void> {
  await tx.stage.update({ where: { id: stageId }, data: { verdict: verdict as unknown as Prisma.InputJsonValue } });
}

/** What the hosts of the stage and their controls did before the deploy; null = it was not measured. */
export async function findBaseline(tx: Tx, stageId: number): Promise<StageBaseline | null> {
  const row = await tx.stage.findUnique({ where: { id: stageId }, select: { baseline: true } });
  return (row?.baseline ?? null) as StageBaseline | null;
}

const noHostStarted = { hostDeploys: { none: { startedAt: { not: null } } } } satisfies Prisma.StageWhereInput;

/** Whether the rollout is still deploying, and has started no host of the stage yet. */
export async function isStageUntouched(tx: Tx, stageId: number): Promise<boolean> {
  return (await tx.stage.count({ where: { id: stageId, rollout: { state: "deploying" }, ...noHostStarted } })) > 0;
}

/** Keeps what was measured before the deploy, unless somebody has kept it already, or not waited for it. */
export async function storeBaseline(tx: Tx, stageId: number, baseline: StageBaseline): Promise<void> {
  await tx.stage.updateMany({
    where: { id: stageId, baseline: { equals: Prisma.DbNull }, ...noHostStarted },
    data: { baseline: baseline as unknown as Prisma.InputJsonValue },
  });
}
