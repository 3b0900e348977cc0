import type { CanaryWord, RolloutFact, WentLive } from "@/lib/domain/insights/insight-facts";
import { rangeEnds, rangeStart } from "./rollout-range";
import type { Tx } from "./transaction";

type Since = { projectId: number; from: Date };

/**
 * Rollouts that ended since a moment or have not ended, and those that were taken back since then; the oldest first. The
 * policy of a rollout is large, so what its stages did tells whether it has a canary.
 */
export async function listRolloutsSince(tx: Tx, { projectId, from }: Since): Promise<RolloutFact[]> {
  type Row = {
    [Key in keyof RolloutFact]: Key extends `${string}At` | "judgedFrom" ? Date | null : RolloutFact[Key];
  } & { createdAt: Date; hasCanary: boolean; canaryPassedAt: Date | null };
  const rows = await tx.$queryRaw<Omit<Row, "canary">[]>`
    SELECT r.number, r.kind, r.state, r."commitCount" AS commits, r."toRevision", r."createdAt", r."startedAt",
      r."endedAt", r.undoes, CASE WHEN r."thenRollBack" IS NOT NULL THEN r."abortRequestedAt" END AS "rollbackWishedAt",
      failing.at AS "failedAt", COALESCE(failing.event = 'aheadFailed', false) AS "failedBehind", canary.*
    FROM "Rollout" r
    LEFT JOIN LATERAL (SELECT e.at, e.event FROM "RolloutEvent" e
      WHERE r.state IN ('failing', 'failed') AND e."rolloutId" = r.id AND e."to" = 'failing' ORDER BY e.id LIMIT 1
    ) failing ON true
    CROSS JOIN LATERAL (SELECT count(*) > 1 OR count(s."bakeUntil") > 0 AS "hasCanary",
      (array_agg(s."passedAt" ORDER BY s."bakeUntil" IS NULL, s.index))[1] AS "canaryPassedAt",
      min(s."deployedAt") FILTER (WHERE s."sampledAt" IS NOT NULL) AS "judgedFrom"
      FROM "Stage" s WHERE s."rolloutId" = r.id
    ) canary
    WHERE r."projectId" = ${projectId} AND (r."endedAt" IS NULL OR r."endedAt" >= ${from} OR r.number IN (
      SELECT b.undoes FROM "Rollout" b WHERE b."projectId" = ${projectId} AND b."createdAt" >= ${from}))
    ORDER BY r.number`;
  return rows.map(({ hasCanary, canaryPassedAt, ...row }) => ({
    ...row,
    createdAt: row.createdAt.getTime(),
    startedAt: toMs(row.startedAt),
    endedAt: toMs(row.endedAt),
    failedAt: toMs(row.failedAt),
    rollbackWishedAt: toMs(row.rollbackWishedAt),
    judgedFrom: toMs(row.judgedFrom),
    canary: hasCanary ? { passedAt: toMs(canaryPassedAt) } : null,
  }));
}

/**
 * What canaries said that stopped a rollout, and what people said to it, oldest first. A rollout can also be failed by a
 * person or for its hosts: it was the canary when the reason begins with what the verdict of the stage says.
 */
export async function listCanaryWords(tx: Tx, { projectId, from }: Since): Promise<CanaryWord[]> {
  const rows = await tx.$queryRaw<(Omit<CanaryWord, "at"> & { at: Date })[]>`
    SELECT r.number AS rollout, e.at, CASE e.event WHEN 'stageRejected' THEN 'failed'
        WHEN 'verdictInconclusive' THEN 'held' ELSE 'overridden' END AS word,
      EXISTS (SELECT 1 FROM "Stage" s WHERE s."rolloutId" = r.id AND s."passedAt" >= e.at) AS "passedSince"
    FROM "Rollout" r JOIN "RolloutEvent" e ON e."rolloutId" = r.id
    WHERE r."projectId" = ${projectId} AND (r."endedAt" IS NULL OR r."endedAt" >= ${from})
      AND (e.event IN ('verdictInconclusive', 'overridden', 'lastStageOverridden')
        OR (e.event = 'stageRejected' AND e."from" = 'baking' AND EXISTS (SELECT 1 FROM "Stage" s
          WHERE s."rolloutId" = r.id AND s.index = r."stageIndex" AND starts_with(e.reason, s.verdict->>'why'))))
    ORDER BY e.id`;
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/**
 * Of each rollout that brought commits live since a moment, how long they took from landing. A commit goes live once: one
 * that an earlier rollout had brought, and that was taken back meanwhile, is left out, as is what had landed before the
 * project was known.
 */
export async function listWentLive(
  tx: Tx,
  { projectId, from, baseline }: Since & { baseline: number },
): Promise<WentLive[]> {
  const rows = await tx.$queryRaw<{ at: Date; waits: string }[]>`
    WITH done AS (
      SELECT r."endedAt" AS at, t.position AS "upTo", GREATEST(${rangeStart}, ${baseline}, max(t.position) OVER (
        ORDER BY r."endedAt", r.number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS after
      FROM "Rollout" r ${rangeEnds}
      WHERE r."projectId" = ${projectId} AND r.state = 'succeeded' AND r.kind <> 'rollback' AND r."endedAt" IS NOT NULL
    )
    -- One text for each rollout: as rows, a hundred thousand commits would take most of the time.
    SELECT d.at, string_agg(GREATEST(0, round(extract(epoch FROM d.at - c."landedAt"), 3))::text, ' ') AS waits
    FROM done d JOIN "Commit" c ON c."projectId" = ${projectId} AND NOT c.orphaned
      AND c.position > d.after AND c.position <= d."upTo"
    WHERE d.at >= ${from} GROUP BY d.at, d."upTo" ORDER BY d.at`;
  return rows.map(({ at, waits }) => ({ at: at.getTime(), waits: waits.split(" ").map(Number) }));
}

function toMs(date: Date | null): number | null {
  return date?.getTime() ?? null;
}
