import type { MarkedSince } from "@/lib/domain/rollout/find-staleness";
import type { RolloutRow } from "./rollouts";
import type { Tx } from "./transaction";

/** The first commit a rollout takes along that was marked bad or locked after the rollout was made; null = none was. */
export async function findMarkedSince(
  tx: Tx,
  rollout: Pick<RolloutRow, "projectId" | "fromRevision" | "toRevision" | "commitCount" | "createdAt">,
): Promise<MarkedSince | null> {
  const { projectId, createdAt } = rollout;
  const [row] = await tx.$queryRaw<MarkedSince[]>`
    WITH ends AS (
      SELECT t.position AS last, COALESCE(f.position, t.position - ${rollout.commitCount}::int) AS before
      FROM "Commit" t
      LEFT JOIN "Commit" f ON f."projectId" = t."projectId" AND f.sha = ${rollout.fromRevision}
      WHERE t."projectId" = ${projectId} AND t.sha = ${rollout.toRevision}
    )
    SELECT c.sha, CASE WHEN c."badAt" > ${createdAt} THEN 'bad' ELSE 'locked' END AS mark,
      CASE WHEN c."badAt" > ${createdAt} THEN c."badBy" ELSE c."lockBy" END AS by
    FROM "Commit" c, ends
    WHERE c."projectId" = ${projectId} AND c.position > ends.before AND c.position <= ends.last
      AND (c."badAt" > ${createdAt} OR c."lockedAt" > ${createdAt})
    ORDER BY c.position LIMIT 1`;
  return row ?? null;
}
