import type { Tx } from "./transaction";

export type SetAside = { host: string; reason: string; by: string; at: Date };

/** Hosts that people have taken out of the rollouts to come. */
export async function listSetAside(tx: Tx, projectId: number): Promise<SetAside[]> {
  const rows = await tx.host.findMany({
    where: { projectId, enabled: true, setAsideAt: { not: null } },
    select: { name: true, setAsideReason: true, setAsideBy: true, setAsideAt: true },
    orderBy: { place: "asc" },
  });
  return rows.map(({ name, setAsideReason, setAsideBy, setAsideAt }) => ({
    host: name,
    reason: setAsideReason ?? "no reason was recorded",
    by: setAsideBy ?? "somebody",
    at: setAsideAt as Date,
  }));
}

/** Takes a host out of the rollouts to come; false when it is out already. */
export async function storeSetAside(tx: Tx, aside: { hostId: number; reason: string; by: string }): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "Host" SET "setAsideAt" = clock_timestamp(), "setAsideBy" = ${aside.by}, "setAsideReason" = ${aside.reason}
    WHERE id = ${aside.hostId} AND "setAsideAt" IS NULL -- somebody else did`;
  return written > 0;
}

/** Lets a host take part again; false when it does. */
export async function clearSetAside(tx: Tx, hostId: number): Promise<boolean> {
  const { count } = await tx.host.updateMany({
    where: { id: hostId, setAsideAt: { not: null } },
    data: { setAsideAt: null, setAsideBy: null, setAsideReason: null },
  });
  return count > 0;
}
