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

/** Hosts the project file names, in its order. */
export async function listEnabledHosts(tx: Tx, projectId: number): Promise<HostRow[]> {
  const rows = await tx.host.findMany({ where: { projectId, enabled: true }, orderBy: { place: "asc" } });
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

/**
 * The hosts of a stage that run the new revision, and the hosts to compare them with: those this rollout has not
 * touched, in whatever stage.
 */
export async function listStageArms(
  tx: Tx,
  at: { stageId: number; rollout: { id: number; projectId: number } },
): Promise<{ canary: HostRow[]; control: HostRow[] }> {
  const deploys = await tx.hostDeploy.findMany({
    where: { rolloutId: at.rollout.id, startedAt: { not: null } },
    select: { hostId: true, stageId: true, state: true },
    orderBy: { attempt: "asc" },
  });
  const touched = new Map(deploys.map((deploy) => [deploy.hostId, deploy]));
  const hosts = await listEnabledHosts(tx, at.rollout.projectId);
  const isCanary = (host: HostRow) => {
    const deploy = touched.get(host.id);
    return deploy?.stageId === at.stageId && deploy.state === "succeeded";
  };
  return { canary: hosts.filter(isCanary), control: hosts.filter((host) => !touched.has(host.id)) };
}

export type HostWord = { hostId: number; currentSince: Date | null; lastHeardAt: Date | null };

/** When each enabled host was last heard: the end of a deploy that reached it, or when it told what it runs. */
export async function listHostWords(tx: Tx, projectId: number): Promise<HostWord[]> {
  return tx.$queryRaw<HostWord[]>`
    SELECT h.id AS "hostId", h."currentSince", GREATEST(h."currentSince", max(d."endedAt")) AS "lastHeardAt"
    FROM "Host" h
    LEFT JOIN "HostDeploy" d ON d."hostId" = h.id AND d.state IN ('succeeded', 'failed') AND d."exitCode" IS NOT NULL
    WHERE h."projectId" = ${projectId} AND h.enabled
    GROUP BY h.id`;
}
