import type { TestDatabase } from "./database";

/** What the database holds of a waiting commit, asked for without any of the code that decides. */
export type QueueFacts = {
  sha: string;
  /** 1 = the oldest that waits. */
  place: number;
  tests: "passed" | "failed" | "errored" | "cancelled" | "running" | "pending";
  /** Required contexts without any report, by name. */
  unreported: string[];
  /** Contexts that count, are unfinished, and of which nothing was heard for half an hour; no context has a history here. */
  silent: string[];
  /** Reports of any context. */
  reports: number;
  locked: boolean;
  bad: boolean;
  /** Where its revert waits; null = nothing that waits after it undoes it. */
  revertPlace: number | null;
  /** Shas of locked commits at or before it. */
  locks: string[];
  /** Shas of bad commits at or before it that nothing up to it undoes. */
  openBad: string[];
  /** Shas of earlier trunk commits from which on every context that counts and is red here was red. */
  redSince: string[];
};

/**
 * Reads the waiting commits of a project, oldest first.
 * @param required contexts that must have passed; empty = all that told something
 */
export async function readQueueFacts(
  db: TestDatabase,
  projectId: number,
  required: readonly string[],
): Promise<QueueFacts[]> {
  return db.prisma.$queryRaw<QueueFacts[]>`
    WITH waiting AS (
      SELECT c.*, (row_number() OVER (ORDER BY c.position))::int AS place FROM "Commit" c
      WHERE c."projectId" = ${projectId} AND c.position > COALESCE((
        SELECT max(d.position) FROM "Rollout" r JOIN "Commit" d ON d."projectId" = r."projectId" AND d.sha = r."toRevision"
        WHERE r."projectId" = ${projectId} AND r.state IN ('succeeded', 'pending', 'deploying', 'baking', 'held')), 0)
    ), said AS (
      SELECT DISTINCT ON (t.sha, t.context) c.position, t.sha, t.context, t.status, t."createdAt" FROM "TestRun" t
      JOIN "Commit" c ON c."projectId" = t."projectId" AND c.sha = t.sha
      WHERE t."projectId" = ${projectId} AND (${required.length} = 0 OR t.context = ANY(${required}::text[]))
      ORDER BY t.sha, t.context, t.attempt DESC
    ), red AS (SELECT * FROM said WHERE status IN ('failed', 'errored'))
    SELECT w.sha, w.place,
      ARRAY(SELECT r FROM unnest(${required}::text[]) r WHERE NOT EXISTS (SELECT 1 FROM said
        WHERE sha = w.sha AND context = r) ORDER BY r) AS unreported,
      ARRAY(SELECT context FROM said WHERE sha = w.sha AND status IN ('queued', 'pending', 'running')
        AND "createdAt" < clock_timestamp() - interval '30 minutes' ORDER BY context) AS silent,
      (SELECT count(*)::int FROM "TestRun" t WHERE t."projectId" = w."projectId" AND t.sha = w.sha) AS reports,
       w."lockedAt" IS NOT NULL AS locked, w."badReason" IS NOT NULL AS bad,
      (SELECT r.place FROM waiting r WHERE w."badReason" IS NOT NULL AND r.sha = w."revertedBy" AND r.place > w.place) AS "revertPlace",
      ARRAY(SELECT l.sha FROM waiting l WHERE l.place <= w.place AND l."lockedAt" IS NOT NULL) AS locks,
      ARRAY(SELECT b.sha FROM waiting b WHERE b.place <= w.place AND b."badReason" IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM waiting r WHERE r.sha = b."revertedBy" AND r.place > b.place AND r.place <= w.place)) AS "openBad",
      ARRAY(SELECT e.sha FROM "Commit" e WHERE e."projectId" = ${projectId} AND e.position < w.position
        AND EXISTS (SELECT 1 FROM red WHERE red.sha = w.sha)
        AND NOT EXISTS (SELECT 1 FROM red WHERE red.sha = w.sha AND (
          NOT EXISTS (SELECT 1 FROM red b WHERE b.context = red.context AND b.position <= e.position AND NOT EXISTS (
            SELECT 1 FROM said p WHERE p.context = red.context AND p.status = 'passed'
              AND p.position > b.position AND p.position < w.position))))) AS "redSince",
      CASE
        WHEN EXISTS (SELECT 1 FROM said WHERE sha = w.sha AND status = 'failed') THEN 'failed'
        WHEN EXISTS (SELECT 1 FROM said WHERE sha = w.sha AND status = 'errored') THEN 'errored'
        WHEN EXISTS (SELECT 1 FROM said WHERE sha = w.sha AND status = 'cancelled') THEN 'cancelled'
        WHEN EXISTS (SELECT 1 FROM said WHERE sha = w.sha AND status = 'running') THEN 'running'
        WHEN EXISTS (SELECT 1 FROM said WHERE sha = w.sha AND status <> 'passed')
          OR (SELECT count(*) FROM said WHERE sha = w.sha) < GREATEST(${required.length}, 1) THEN 'pending'
        ELSE 'passed'
      END AS tests
    FROM waiting w ORDER BY w.place`;
}
