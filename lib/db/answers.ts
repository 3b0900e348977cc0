import type { RolloutQuestion } from "@/lib/domain/rollout/questions";
import type { Tx } from "./transaction";

export type Answer = { question: RolloutQuestion; answer: "yes" | "no"; by: string; reason: string | null };

/** Keeps what a person answered, when and why; the yes to "commit" is the approval of the rollout. */
export async function recordAnswer(tx: Tx, rolloutId: number, given: Answer): Promise<void> {
  const { question, answer, by, reason } = given;
  await tx.$executeRaw`
    UPDATE "Rollout" SET answers = answers || jsonb_build_object(${question}::text,
      jsonb_build_object('answer', ${answer}::text, 'by', ${by}::text, 'at', clock_timestamp(), 'reason', ${reason}::text))
    WHERE id = ${rolloutId}`;
  if (question !== "commit" || answer !== "yes") return;
  await tx.$executeRaw`
    UPDATE "Rollout" SET "approvedBy" = ${by}, "approvedAt" = clock_timestamp(), "approvalReason" = ${reason}
    WHERE id = ${rolloutId}`;
}

/** Keeps what the backlog was like when a person said no. */
export async function recordDeclinedBacklog(tx: Tx, rolloutId: number, fingerprint: string): Promise<void> {
  await tx.rollout.update({ where: { id: rolloutId }, data: { declinedBacklog: fingerprint } });
}

export type DeclinedRollout = { number: number; by: string; toRevision: string; backlog: string };

/** The newest rollout, if a person said no to it and nobody has done anything to the project since. */
export async function findDeclined(tx: Tx, projectId: number): Promise<DeclinedRollout | null> {
  const [row] = await tx.$queryRaw<DeclinedRollout[]>`
    SELECT r.number, r."toRevision", r."declinedBacklog" AS backlog, COALESCE((
        SELECT e."actorName" FROM "RolloutEvent" e WHERE e."rolloutId" = r.id AND e."to" = 'discarded' LIMIT 1
      ), 'somebody') AS by
    FROM "Rollout" r
    WHERE r."projectId" = ${projectId} AND r.state = 'discarded' AND r."declinedBacklog" IS NOT NULL
      AND r.number = (SELECT max(number) FROM "Rollout" WHERE "projectId" = ${projectId})
      AND NOT EXISTS (SELECT 1 FROM "ProjectEvent" e
        WHERE e."projectId" = r."projectId" AND e."actorKind" = 'user' AND e.at > r."endedAt")`;
  return row ?? null;
}

/**
 * Rollouts of the automation since a moment, and how many of them people overruled: said no to, aborted, or continued
 * against a hold. Proposals that expired are no rollouts.
 */
export async function countOverruled(
  tx: Tx,
  since: { projectId: number; at: Date },
): Promise<{ rollouts: number; overruled: number }> {
  const [row] = await tx.$queryRaw<[{ rollouts: number; overruled: number }]>`
    SELECT count(*)::int AS rollouts, count(*) FILTER (WHERE o.overruled)::int AS overruled
    FROM "Rollout" r CROSS JOIN LATERAL (SELECT EXISTS (
      SELECT 1 FROM "RolloutEvent" e WHERE e."rolloutId" = r.id AND e."actorKind" = 'user'
        AND e.event IN ('declined', 'abortAccepted', 'overridden', 'lastStageOverridden', 'stageRejected')
    ) AS overruled) o
    WHERE r."projectId" = ${since.projectId} AND r."createdAt" >= ${since.at} AND r."startedByKind" = 'automation'
      AND (r.state <> 'discarded' OR o.overruled)`;
  return row;
}
