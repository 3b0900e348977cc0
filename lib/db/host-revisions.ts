import type { Tx } from "./transaction";

/** What is known now of what a host runs. */
export type HostNews = {
  hostId: number;
  /** Null = nobody can tell. */
  revision: string | null;
  /** The rollout in which this came to be known; null = in none. */
  rolloutId: number | null;
};

/** Notes what hosts run from now on, and keeps what they ran until now. Belongs into a transaction. */
export async function recordHostRevisions(tx: Tx, news: HostNews[]): Promise<void> {
  if (news.length === 0) return;
  await tx.$executeRaw`
    UPDATE "Host" h SET "currentSince" = CASE WHEN h."currentRevision" IS DISTINCT FROM n.revision THEN clock_timestamp()
        ELSE h."currentSince" END, "currentRevision" = n.revision,
      "doubtedSince" = CASE WHEN n.revision IS NULL THEN h."doubtedSince" END
    FROM jsonb_to_recordset(${JSON.stringify(news)}::jsonb) AS n("hostId" int, revision text)
    WHERE h.id = n."hostId"`;
  await turnOverSpans(tx, news);
}

/**
 * Makes the spans of these hosts tell what their rows tell: the span that no longer does ends now, and the next one
 * begins at that very moment. A host that left the fleet has no open span. Call it after the rows are written, in the
 * same transaction: their locks keep two writers of one host apart.
 */
export async function turnOverSpans(
  tx: Tx,
  // The rollout that may have brought the change; null = it was found there.
  changes: { hostId: number; rolloutId: number | null }[],
): Promise<void> {
  await tx.$executeRaw`
    WITH moment AS MATERIALIZED (SELECT clock_timestamp() AS now),
    changed AS (
      SELECT h.id, h.enabled, h."currentRevision" AS revision, c."rolloutId"
      FROM jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) AS c("hostId" int, "rolloutId" int)
      JOIN "Host" h ON h.id = c."hostId"
    ), ended AS (
      UPDATE "HostRevision" s SET until = GREATEST(moment.now, s.since) -- the clock was set back
      FROM changed c, moment
      WHERE s."hostId" = c.id AND s.until IS NULL AND (NOT c.enabled OR s.revision IS DISTINCT FROM c.revision)
      RETURNING s."hostId", s.until
    )
    INSERT INTO "HostRevision" ("hostId", revision, "rolloutId", since)
    SELECT c.id, c.revision, r.id,
      GREATEST(moment.now, ended.until, (SELECT max(s.until) FROM "HostRevision" s WHERE s."hostId" = c.id))
    FROM changed c CROSS JOIN moment LEFT JOIN ended ON ended."hostId" = c.id
      -- A host that turns out to run something else was not brought to it by this rollout
      LEFT JOIN "Rollout" r ON r.id = c."rolloutId" AND r."toRevision" = COALESCE(c.revision, r."toRevision")
    WHERE c.enabled AND (ended."hostId" IS NOT NULL
      OR NOT EXISTS (SELECT 1 FROM "HostRevision" s WHERE s."hostId" = c.id AND s.until IS NULL))`;
}
