import type { Prisma } from "./generated/client";
import type { Tx } from "./transaction";

export type HostRow = {
  id: number;
  name: string;
  address: string;
  port: number;
  user: string;
  labels: Record<string, string>;
  hostKeys: string[];
  currentRevision: string | null;
};

/** Every host of the project, in its order. */
export async function listHosts(tx: Tx, projectId: number): Promise<HostRow[]> {
  return findHosts(tx, { projectId, enabled: true });
}

/** The hosts that take part in rollouts: those nobody has set aside. */
export async function listParticipants(tx: Tx, projectId: number): Promise<HostRow[]> {
  return findHosts(tx, { projectId, enabled: true, setAsideAt: null });
}

async function findHosts(tx: Tx, where: Prisma.HostWhereInput): Promise<HostRow[]> {
  const rows = await tx.host.findMany({ where, orderBy: { place: "asc" } });
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    address: row.address,
    port: row.port,
    user: row.user,
    labels: row.labels as Record<string, string>,
    hostKeys: row.hostKeys as string[],
    currentRevision: row.currentRevision,
  }));
}

export type HostWord = { hostId: number; currentSince: Date | null; lastHeardAt: Date | null };

/** When each enabled host was last heard: the end of a deploy that reached it, or when it told what it runs. */
export async function listHostWords(tx: Tx, projectId: number): Promise<HostWord[]> {
  return tx.$queryRaw<HostWord[]>`
    SELECT h.id AS "hostId", h."currentSince", GREATEST(h."currentSince", heard."endedAt") AS "lastHeardAt"
    FROM "Host" h LEFT JOIN LATERAL (
      SELECT d."endedAt" FROM "HostDeploy" d
      WHERE d."hostId" = h.id AND d.state IN ('succeeded', 'failed') AND d."exitCode" IS NOT NULL
      ORDER BY d."rolloutId" DESC, d."endedAt" DESC LIMIT 1
    ) heard ON true
    WHERE h."projectId" = ${projectId} AND h.enabled`;
}
