import type { MarkedSince } from "@/lib/domain/rollout/find-staleness";
import { rangeEnds, rangeStart } from "./rollout-range";
import type { Tx } from "./transaction";

/** The first commit a rollout takes along that was marked bad or locked after the rollout was made; null = none was. */
export async function findMarkedSince(tx: Tx, rolloutId: number): Promise<MarkedSince | null> {
  const [row] = await tx.$queryRaw<MarkedSince[]>`
    SELECT c.sha, CASE WHEN c."badAt" > r."createdAt" THEN 'bad' ELSE 'locked' END AS mark,
      CASE WHEN c."badAt" > r."createdAt" THEN c."badBy" ELSE c."lockBy" END AS by
    FROM "Rollout" r ${rangeEnds}
    JOIN "Commit" c ON c."projectId" = r."projectId" AND c.position > ${rangeStart} AND c.position <= t.position
    WHERE r.id = ${rolloutId} AND (c."badAt" > r."createdAt" OR c."lockedAt" > r."createdAt")
    ORDER BY c.position LIMIT 1`;
  return row ?? null;
}
