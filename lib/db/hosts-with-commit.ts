import type { Tx } from "./transaction";

/** Hosts of the fleet that run this commit or a later one of the trunk, and how many hosts there are. */
export async function countHostsWithCommit(
  tx: Tx,
  commit: { projectId: number; position: number },
): Promise<{ live: number; total: number }> {
  const [row] = await tx.$queryRaw<[{ live: number; total: number }]>`
    SELECT count(*) FILTER (WHERE c.position >= ${commit.position})::int AS live, count(*)::int AS total
    FROM "Host" h
    LEFT JOIN "Commit" c ON c."projectId" = h."projectId" AND c.sha = h."currentRevision" AND NOT c.orphaned
    WHERE h."projectId" = ${commit.projectId} AND h.enabled`;
  return row;
}
