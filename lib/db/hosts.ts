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

/** Hosts of one stage of a rollout, and every other enabled host of its project. */
export async function listStageArms(
  tx: Tx,
  stage: { id: number; projectId: number },
): Promise<{ canary: HostRow[]; control: HostRow[] }> {
  const deploys = await tx.hostDeploy.findMany({
    where: { stageId: stage.id },
    select: { hostId: true, state: true, attempt: true },
    orderBy: { attempt: "asc" },
  });
  const newest = new Map(deploys.map((deploy) => [deploy.hostId, deploy.state]));
  const hosts = await listEnabledHosts(tx, stage.projectId);
  return {
    canary: hosts.filter((host) => newest.get(host.id) === "succeeded"),
    control: hosts.filter((host) => !newest.has(host.id)),
  };
}
