import type { HostRecord } from "@/lib/domain/fleet/host-record";
import type { Tx } from "./transaction";

export type HostRecordRow = HostRecord & { hostId: number };

/**
 * How each host of a project did in the newest rollouts that tried it. A host that was left behind after it failed has
 * failed; one that an abort stopped has not.
 */
export async function listHostRecords(tx: Tx, projectId: number, rollouts: number): Promise<HostRecordRow[]> {
  return tx.$queryRaw<HostRecordRow[]>`
    SELECT h.id AS "hostId", count(*)::int AS of, (count(*) FILTER (WHERE tried.state <> 'succeeded'))::int AS failed
    FROM "Host" h CROSS JOIN LATERAL (
      SELECT DISTINCT ON (d."rolloutId") d.state FROM "HostDeploy" d JOIN "Rollout" r ON r.id = d."rolloutId"
      WHERE d."hostId" = h.id AND d."startedAt" IS NOT NULL
        AND d.state IN ('succeeded', 'failed', 'unknown', 'skipped')
        AND (r."abortRequestedAt" IS NULL OR d.state = 'succeeded')
      ORDER BY d."rolloutId" DESC, d.attempt DESC LIMIT ${rollouts}
    ) tried
    WHERE h."projectId" = ${projectId} AND h.enabled GROUP BY h.id`;
}
