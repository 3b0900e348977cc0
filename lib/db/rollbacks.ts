import type { PastRevision } from "@/lib/domain/rollback/rollback-targets";
import type { RolloutKind } from "./rollouts";
import type { Tx } from "./transaction";

/** A rollout that can be taken back, and where it stands. */
export type UndoneRollout = {
  id: number;
  number: number;
  kind: RolloutKind;
  state: string;
  fromRevision: string | null;
  toRevision: string;
  undoes: number | null;
};

/**
 * The newest ended rollout that left something on the fleet: a host that runs its revision, or one it was at work on
 * and nobody can tell. Null = none ever did.
 */
export async function findNewestOnHosts(tx: Tx, projectId: number): Promise<UndoneRollout | null> {
  const [row] = await tx.$queryRaw<UndoneRollout[]>`
    SELECT r.id, r.number, r.kind, r.state, r."fromRevision", r."toRevision", r.undoes FROM "Rollout" r
    WHERE r."projectId" = ${projectId} AND r.state IN ('succeeded', 'failed', 'aborted')
      AND EXISTS (SELECT 1 FROM "HostDeploy" d JOIN "Host" h ON h.id = d."hostId"
        WHERE d."rolloutId" = r.id AND d."startedAt" IS NOT NULL AND h.enabled
          AND (h."currentRevision" IS NULL OR h."currentRevision" = r."toRevision"))
    ORDER BY r.number DESC LIMIT 1`;
  return row ?? null;
}

/** Further back nobody wants to go. */
const mostPast = 300;

/** What rollouts before `before` brought to hosts, newest first. */
export async function listPastRevisions(
  tx: Tx,
  { projectId, before }: { projectId: number; before: number },
): Promise<PastRevision[]> {
  return tx.$queryRaw<PastRevision[]>`
    SELECT r.number, r."toRevision" AS revision, r.state, c.position, c."badReason", (
        SELECT max(b.number) FROM "Rollout" b
        WHERE b."projectId" = r."projectId" AND b.undoes = r.number AND b.state <> 'discarded'
      ) AS "rolledBackBy", (
        SELECT CASE WHEN bool_or(s.verdict->>'verdict' = 'fail') THEN 'fail'
          WHEN bool_or(s.verdict->>'verdict' = 'inconclusive') THEN 'inconclusive' ELSE 'pass' END
        FROM "Stage" s WHERE s."rolloutId" = r.id AND s.verdict IS NOT NULL
          AND r.policy #>> '{canary,mode}' IS DISTINCT FROM 'observe' -- limits that are only tried out
        HAVING count(*) > 0
      ) AS verdict
    FROM "Rollout" r LEFT JOIN "Commit" c ON c."projectId" = r."projectId" AND c.sha = r."toRevision"
    WHERE r."projectId" = ${projectId} AND r.number < ${before} AND r.state IN ('succeeded', 'failed', 'aborted')
      AND r."startedAt" IS NOT NULL
    ORDER BY r.number DESC LIMIT ${mostPast}`;
}

export type TrunkStretch = { projectId: number; after: number; upTo: number };

/** Commits of a stretch whose message may say that they are unsafe to take away; `findUnsafeMark` reads it. */
export async function listMarkedUnsafe(
  tx: Tx,
  { projectId, after, upTo }: TrunkStretch,
): Promise<{ sha: string; message: string }[]> {
  return tx.$queryRaw<{ sha: string; message: string }[]>`
    SELECT sha, message FROM "Commit"
    WHERE "projectId" = ${projectId} AND position > ${after} AND position <= ${upTo} AND NOT orphaned
      AND message ILIKE '%unsafe-to-roll%'
    ORDER BY position DESC`;
}

/** Keeps the commits of a stretch of the trunk from being deployed, those that nobody else has locked; how many. */
export async function lockStretch(
  tx: Tx,
  { projectId, after, upTo, ...lock }: TrunkStretch & { reason: string; by: string; rollback: number },
): Promise<number> {
  return tx.$executeRaw`
    UPDATE "Commit" SET "lockReason" = ${lock.reason}, "lockBy" = ${lock.by}, "lockedAt" = clock_timestamp(),
      "lockedByRollout" = ${lock.rollback}
    WHERE "projectId" = ${projectId} AND position > ${after} AND position <= ${upTo} AND NOT orphaned
      AND ("lockedAt" IS NULL OR "lockedByRollout" IS NOT NULL) -- what a person locked stays that person's`;
}

/** Lets the commits go that rollbacks have locked, and no others; how many. */
export async function unlockRolledBack(tx: Tx, projectId: number): Promise<number> {
  const { count } = await tx.commit.updateMany({
    where: { projectId, lockedByRollout: { not: null } },
    data: { lockReason: null, lockBy: null, lockedAt: null, lockedByRollout: null },
  });
  return count;
}

export async function countRolledBack(tx: Tx, projectId: number): Promise<number> {
  return tx.commit.count({ where: { projectId, lockedByRollout: { not: null } } });
}

/** How long a host usually takes to deploy, by the last rollouts that succeeded; null before there is one. */
export async function readUsualHostSeconds(tx: Tx, projectId: number): Promise<number | null> {
  const [row] = await tx.$queryRaw<[{ seconds: number | null }]>`
    SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM d."endedAt" - d."startedAt"))::float8 AS seconds
    FROM "HostDeploy" d WHERE d.state = 'succeeded' AND d."startedAt" IS NOT NULL AND d."rolloutId" IN (
      SELECT id FROM "Rollout" WHERE "projectId" = ${projectId} AND state = 'succeeded' ORDER BY number DESC LIMIT 3)`;
  return row.seconds;
}
