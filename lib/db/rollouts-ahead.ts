import { finalRolloutStates, type RolloutState } from "@/lib/domain/rollout/states";
import { Prisma } from "./generated/client";
import type { RolloutRow } from "./rollouts";
import type { Tx } from "./transaction";

type Place = { projectId: number; number: number; createdAt: Date; stageIndex: number };

export type FailedAhead = { number: number; state: RolloutState; failureReason: string | null };

/** The newest rollout ahead of this one that failed or was aborted, or is about to, since this one was made. */
export async function findFailedAhead(tx: Tx, { projectId, number, createdAt }: Place): Promise<FailedAhead | null> {
  const [row] = await tx.$queryRaw<FailedAhead[]>`
    SELECT number, state, "failureReason" FROM "Rollout"
    WHERE "projectId" = ${projectId} AND number < ${number} AND state IN ('failing', 'aborting', 'failed', 'aborted')
      AND ("endedAt" IS NULL OR "endedAt" > ${createdAt})
    ORDER BY number DESC LIMIT 1`;
  return row ?? null;
}

/** Number of the rollout that is still in the next stage; null = it is free. */
export async function findInNextStage(tx: Tx, { projectId, number, stageIndex }: Place): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ number: number }[]>`
    SELECT number FROM "Rollout"
    WHERE "projectId" = ${projectId} AND number < ${number} AND slot = ${stageIndex + 1}
      AND state NOT IN (${Prisma.join([...finalRolloutStates])}) LIMIT 1`;
  return row?.number ?? null;
}

/**
 * Of these rollouts those that have passed their stage while another is in the next one: which by whose number. A watched
 * stage has passed by a verdict given after its time was over, and not by one that ends it.
 */
export async function findAheadOfPassed(tx: Tx, rolloutIds: number[]): Promise<Map<number, number>> {
  if (rolloutIds.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ id: number; ahead: number }[]>`
    SELECT r.id, a.number AS ahead FROM "Rollout" r
    JOIN "Stage" s ON s."rolloutId" = r.id AND s.index = r."stageIndex"
    JOIN "Rollout" a ON a."projectId" = r."projectId" AND a.number < r.number AND a.slot = r."stageIndex" + 1
      AND a.state NOT IN (${Prisma.join([...finalRolloutStates])})
    WHERE r.id IN (${Prisma.join(rolloutIds)}) AND r.state = 'baking'
      AND (s."bakeUntil" IS NULL OR s."bakeUntil" <= clock_timestamp())
      AND ((r.policy #>> ARRAY['stages', r."stageIndex"::text, 'bake', 'analysis'])::boolean IS NOT TRUE
        OR NOT EXISTS (SELECT 1 FROM "HostDeploy" d WHERE d."stageId" = s.id)
        OR ((s.verdict->>'at')::timestamptz >= s."bakeUntil"
          AND (s.verdict->>'verdict' <> 'fail' OR r.policy #>> '{canary,mode}' <> 'enforce')))`;
  return new Map(rows.map(({ id, ahead }) => [id, ahead]));
}

/** Target of the newest rollout that is accepted and has not ended: what the next one follows; null = there is none. */
export async function findRevisionAhead(tx: Tx, projectId: number): Promise<string | null> {
  const row = await tx.rollout.findFirst({
    where: { projectId, state: { in: ["pending", "deploying", "baking", "held"] } },
    select: { toRevision: true },
    orderBy: { number: "desc" },
  });
  return row?.toRevision ?? null;
}

/** The oldest rollout that is accepted and has not ended: with its abort those behind it end too; null = there is none. */
export async function findForemost(tx: Tx, projectId: number): Promise<{ number: number; state: RolloutState } | null> {
  const row = await tx.rollout.findFirst({
    where: { projectId, state: { notIn: ["proposed", ...finalRolloutStates] } },
    select: { number: true, state: true },
    orderBy: { number: "asc" },
  });
  return row && { number: row.number, state: row.state as RolloutState };
}

/** Whether a rollout that was under way beside this one has not ended yet, now that this one has. */
export async function hasCompanions(tx: Tx, ended: Pick<RolloutRow, "projectId" | "endedAt">): Promise<boolean> {
  const companion = await tx.rollout.findFirst({
    where: {
      projectId: ended.projectId,
      createdAt: { lte: ended.endedAt ?? undefined },
      state: { notIn: ["proposed", ...finalRolloutStates] },
    },
    select: { id: true },
  });
  return companion !== null;
}

/** Ids of the other rollouts of a project that have not ended. */
export async function listOthersInFlight(tx: Tx, rollout: { id: number; projectId: number }): Promise<number[]> {
  const rows = await tx.rollout.findMany({
    where: { projectId: rollout.projectId, id: { not: rollout.id }, state: { notIn: [...finalRolloutStates] } },
    select: { id: true },
  });
  return rows.map((row) => row.id);
}
