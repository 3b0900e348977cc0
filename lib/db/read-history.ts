import type { HostSpan } from "@/lib/domain/history/trace-commit";
import type { RolloutState } from "@/lib/domain/rollout/states";
import type { Tx } from "./transaction";

/** When the first host of a project began to be recorded; null = never. */
export async function findFirstRecord(tx: Tx, projectId: number): Promise<Date | null> {
  const [row] = await tx.$queryRaw<[{ since: Date | null }]>`
    SELECT min(s.since) AS since FROM "HostRevision" s JOIN "Host" h ON h.id = s."hostId"
    WHERE h."projectId" = ${projectId}`;
  return row.since;
}

export type RevisionShareRow = { revision: string | null; hosts: number; rollouts: number[] };

/** How many hosts ran which revision at a moment, most first, and the rollouts that had brought it. */
export async function countRevisionsAt(tx: Tx, projectId: number, at: Date): Promise<RevisionShareRow[]> {
  return tx.$queryRaw<RevisionShareRow[]>`
    SELECT s.revision, count(*)::int AS hosts,
      COALESCE(array_agg(DISTINCT r.number ORDER BY r.number) FILTER (WHERE r.number IS NOT NULL AND s.revision IS NOT NULL), '{}')
        AS rollouts
    FROM "HostRevision" s JOIN "Host" h ON h.id = s."hostId" LEFT JOIN "Rollout" r ON r.id = s."rolloutId"
    WHERE h."projectId" = ${projectId} AND s.since <= ${at} AND (s.until IS NULL OR s.until > ${at})
    GROUP BY s.revision ORDER BY hosts DESC, s.revision NULLS LAST`;
}

export type RolloutThenRow = {
  number: number;
  kind: string;
  toRevision: string;
  /** Its state and stage at that moment. */
  state: RolloutState;
  stage: string | null;
};

/** Rollouts that were under way at a moment, and how far they had come; one that was only proposed was not. */
export async function listRolloutsAt(tx: Tx, projectId: number, at: Date): Promise<RolloutThenRow[]> {
  return tx.$queryRaw<RolloutThenRow[]>`
    SELECT * FROM (
      SELECT r.number, r.kind, r."toRevision",
        (SELECT e."to" FROM "RolloutEvent" e WHERE e."rolloutId" = r.id AND e."to" IS NOT NULL AND e.at <= ${at}
          ORDER BY e.id DESC LIMIT 1) AS state,
        (SELECT s.name FROM "Stage" s WHERE s."rolloutId" = r.id AND s."startedAt" <= ${at}
          ORDER BY s.index DESC LIMIT 1) AS stage
      FROM "Rollout" r
      WHERE r."projectId" = ${projectId} AND r."createdAt" <= ${at} AND (r."endedAt" IS NULL OR r."endedAt" > ${at})
    ) was WHERE state NOT IN ('proposed', 'succeeded', 'failed', 'aborted', 'discarded') ORDER BY number`;
}

export type ProjectEventRow = { at: Date; event: string; actorKind: string; actorName: string; reason: string | null };

/** What happened to a project outside its rollouts, after `from` and up to `to`, oldest first. */
export async function listProjectEventsBetween(
  tx: Tx,
  want: { projectId: number; from: Date; to: Date; limit: number },
): Promise<ProjectEventRow[]> {
  return tx.projectEvent.findMany({
    where: { projectId: want.projectId, at: { gt: want.from, lte: want.to } },
    orderBy: { id: "desc" },
    take: want.limit,
    select: { at: true, event: true, actorKind: true, actorName: true, reason: true },
  });
}

/** What the hosts of a project ran between two moments, by the place of the revisions on the trunk. */
export async function listHostSpans(tx: Tx, projectId: number, range: { from: Date; to: Date }): Promise<HostSpan[]> {
  const rows = await tx.$queryRaw<(Omit<HostSpan, "since" | "until"> & { since: Date; until: Date | null })[]>`
    SELECT h.name AS host, s.since, s.until, c.position,
      COALESCE(f.position, CASE WHEN r."fromRevision" IS NULL THEN t.position - r."commitCount" END) AS "broughtFrom"
    FROM "HostRevision" s JOIN "Host" h ON h.id = s."hostId"
    LEFT JOIN "Commit" c ON c."projectId" = h."projectId" AND c.sha = s.revision AND NOT c.orphaned
    LEFT JOIN "Rollout" r ON r.id = s."rolloutId"
    LEFT JOIN "Commit" f ON f."projectId" = h."projectId" AND f.sha = r."fromRevision" AND NOT f.orphaned
    LEFT JOIN "Commit" t ON t."projectId" = h."projectId" AND t.sha = r."toRevision" AND NOT t.orphaned
    WHERE h."projectId" = ${projectId} AND s.since <= ${range.to} AND (s.until IS NULL OR s.until > ${range.from})
    ORDER BY s.since, s.id`;
  return rows.map((row) => ({ ...row, since: row.since.getTime(), until: row.until?.getTime() ?? null }));
}

/** Names of hosts that the project has, or once had, among these. */
export async function findHostNames(tx: Tx, projectId: number, names: string[]): Promise<string[]> {
  const rows = await tx.host.findMany({ where: { projectId, name: { in: names } }, select: { name: true } });
  return rows.map((row) => row.name);
}
