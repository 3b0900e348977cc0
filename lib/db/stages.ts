import type { CanaryVerdictView } from "@/lib/contracts/views";
import type { Prisma, Stage } from "./generated/client";
import type { Tx } from "./transaction";

export type StageRow = Omit<Stage, "verdict"> & { verdict: CanaryVerdictView | null };

export async function listStages(tx: Tx, rolloutId: number): Promise<StageRow[]> {
  const rows = await tx.stage.findMany({ where: { rolloutId }, orderBy: { index: "asc" } });
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

/** Moves the end of the observation; `until` in epoch milliseconds. */
export async function extendBake(tx: Tx, stage: { rolloutId: number; index: number; until: number }): Promise<void> {
  await tx.stage.update({
    where: { rolloutId_index: { rolloutId: stage.rolloutId, index: stage.index } },
    data: { bakeUntil: new Date(stage.until) },
  });
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
  const row = await tx.stage.findUniqueOrThrow({ where: { id: stageId } });
  return { ...row, verdict: row.verdict as CanaryVerdictView | null };
}

export async function storeVerdict(tx: Tx, stageId: number, verdict: CanaryVerdictView): Promise<void> {
  await tx.stage.update({ where: { id: stageId }, data: { verdict: verdict as unknown as Prisma.InputJsonValue } });
}
