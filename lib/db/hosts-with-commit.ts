import type { Tx } from "./transaction";

/** Hosts of the fleet that run this commit or a later one of the trunk, of all that take part, and how many do not. */
export async function countHostsWithCommit(
  tx: Tx,
  commit: { projectId: number; position: number },
): Promise<{ live: number; total: number; setAside: number }> {
  const [row] = await tx.$queryRaw<[{ live: number; total: number; setAside: number }]>`
    SELECT count(*) FILTER (WHERE c.position >= ${commit.position} AND h."setAsideAt" IS NULL)::int AS live,
      count(*) FILTER (WHERE h."setAsideAt" IS NULL)::int AS total,
      count(*) FILTER (WHERE h."setAsideAt" IS NOT NULL)::int AS "setAside"
    FROM "Host" h
    LEFT JOIN "Commit" c ON c."projectId" = h."projectId" AND c.sha = h."currentRevision" AND NOT c.orphaned
    WHERE h."projectId" = ${commit.projectId} AND h.enabled`;
  return row;
}
