import { Prisma } from "./generated/client";
import { isOvertaken } from "./host-deploys";
import type { Tx } from "./transaction";

/** The newest deploy of one host in a rollout. */
export type NewestDeploy = {
  id: number;
  host: string;
  state: string;
  /** It is unknown, and the host is still being asked how it ended. */
  isAsked: boolean;
  /** A later rollout has deployed the host since. */
  isOvertaken: boolean;
};

/** Null when the rollout has no such host. */
export async function findNewestDeploy(
  tx: Tx,
  { rolloutId, host, maxProbes }: { rolloutId: number; host: string; maxProbes: number },
): Promise<NewestDeploy | null> {
  const [row] = await tx.$queryRaw<NewestDeploy[]>`
    SELECT d.id, h.name AS host, d.state, d.state = 'unknown' AND d.probes < ${maxProbes} AS "isAsked",
      ${isOvertaken} AS "isOvertaken"
    FROM "HostDeploy" d JOIN "Host" h ON h.id = d."hostId"
    WHERE d."rolloutId" = ${rolloutId} AND h.name = ${host}
    ORDER BY d.attempt DESC LIMIT 1`;
  return row ?? null;
}

/** Queues one more try of a deploy that failed or whose end nobody knows; false when that has changed meanwhile. */
export async function queueRetry(tx: Tx, deployId: number): Promise<boolean> {
  const written = await tx.$executeRaw`
    INSERT INTO "HostDeploy" ("rolloutId", "stageId", "hostId", attempt, state)
    SELECT "rolloutId", "stageId", "hostId", attempt + 1, 'queued' FROM "HostDeploy"
    WHERE id = ${deployId} AND state IN ('failed', 'unknown') -- it was found to have succeeded meanwhile
    ON CONFLICT ("rolloutId", "hostId", attempt) DO NOTHING -- somebody else retried it`;
  return written > 0;
}

/**
 * A person lets a rollout go on without this host; why it failed stays told.
 * False when it has succeeded, was tried again meanwhile, or is still being asked.
 */
export async function skipFailedDeploy(tx: Tx, { deployId, ...skip }: Skip & { deployId: number }): Promise<boolean> {
  return (await skipDeploys(tx, Prisma.sql`d.id = ${deployId}`, skip)) > 0;
}

/** The same for every host of a rollout that failed or no longer answers. */
export async function skipAllFailed(tx: Tx, { rolloutId, ...skip }: Skip & { rolloutId: number }): Promise<void> {
  await skipDeploys(tx, Prisma.sql`d."rolloutId" = ${rolloutId}`, skip);
}

type Skip = { reason: string; maxProbes: number };

/** Returns how many it were. */
function skipDeploys(tx: Tx, which: Prisma.Sql, { reason, maxProbes }: Skip): Promise<number> {
  return tx.$executeRaw`
    UPDATE "HostDeploy" d SET state = 'skipped',
      reason = COALESCE(rtrim(${reason}::text, '.') || '. Before that: ' || d.reason, ${reason}::text),
      "endedAt" = COALESCE("endedAt", clock_timestamp())
    WHERE ${which} AND state IN ('failed', 'unknown')
      AND (state = 'failed' OR probes >= ${maxProbes}) -- its command may be at work there still
      AND NOT EXISTS (SELECT 1 FROM "HostDeploy" n WHERE n."rolloutId" = d."rolloutId" AND n."hostId" = d."hostId"
        AND n.attempt > d.attempt) -- somebody else retried it`;
}
