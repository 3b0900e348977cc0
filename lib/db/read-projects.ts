import type { FleetShare } from "@/lib/domain/fleet/look-at-mixture";
import { type ProjectRow, toProjectRow, withSources } from "./projects";
import type { Tx } from "./transaction";

/** A number that grows with every read, taken before the data: of two bodies the one with the higher number is newer. */
export type ReadStamp = { seq: number; now: Date };

export async function readStamp(tx: Tx): Promise<ReadStamp> {
  const [row] = await tx.$queryRaw<[{ seq: bigint; now: Date }]>`
    SELECT nextval('view_seq') AS seq, clock_timestamp() AS now`;
  return { seq: Number(row.seq), now: row.now };
}

export async function listProjects(tx: Tx): Promise<ProjectRow[]> {
  const rows = await tx.project.findMany({ include: withSources, orderBy: { slug: "asc" } });
  return rows.map(toProjectRow);
}

/** How many hosts of the fleet run which revision, most first; those that were set aside are counted apart. */
export async function countFleetRevisions(tx: Tx, projectId: number): Promise<FleetShare[]> {
  return tx.$queryRaw<FleetShare[]>`
    SELECT CASE WHEN "setAsideAt" IS NULL THEN "currentRevision" END AS revision, "setAsideAt" IS NOT NULL AS "setAside",
      count(*)::int AS hosts
    FROM "Host" WHERE "projectId" = ${projectId} AND enabled
    GROUP BY 1, 2 ORDER BY 2, hosts DESC, revision NULLS LAST`;
}
