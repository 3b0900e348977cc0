import type { Tx } from "./transaction";

/**
 * Drops what was read for the canaries of `limit` rollouts that ended longer ago than so many days; their verdicts stay.
 * Returns how many rollouts there were.
 */
export async function dropOldSamples(tx: Tx, after: { days: number; limit: number }): Promise<number> {
  const [row] = await tx.$queryRaw<[{ dropped: number }]>`
    WITH old AS (
      SELECT r.id FROM "Rollout" r
      WHERE r."endedAt" < clock_timestamp() - make_interval(days => ${after.days}::int)
        AND EXISTS (SELECT 1 FROM "Stage" s WHERE s."rolloutId" = r.id
          AND EXISTS (SELECT 1 FROM "CanarySample" c WHERE c."stageId" = s.id))
      ORDER BY r.id LIMIT ${after.limit}
    ), samples AS (
      DELETE FROM "CanarySample" c USING "Stage" s, old WHERE s."rolloutId" = old.id AND c."stageId" = s.id
    )
    SELECT count(*)::int AS dropped FROM old`;
  return row.dropped;
}
