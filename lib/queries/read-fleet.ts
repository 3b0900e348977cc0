import type { FleetView, HostTroubles } from "@/lib/contracts/fleet-views";
import type { NowView } from "@/lib/contracts/views";
import { listHostRecords } from "@/lib/db/host-records";
import { listHosts, listHostWords } from "@/lib/db/hosts";
import type { ProjectRow } from "@/lib/db/projects";
import { readStamp } from "@/lib/db/read-projects";
import { listSetAside } from "@/lib/db/set-aside";
import type { Tx } from "@/lib/db/transaction";
import { keepsFailing, recordedRollouts } from "@/lib/domain/fleet/host-record";

const untried = { failed: 0, of: 0 };

/** Every host of a project, in its order: where it is, what it runs, how it did, and whether it takes part. */
export async function listFleetHosts(tx: Tx, projectId: number): Promise<FleetView["hosts"]> {
  const words = new Map((await listHostWords(tx, projectId)).map((word) => [word.hostId, word]));
  const records = await readRecords(tx, projectId);
  const aside = await readSetAside(tx, projectId);
  return (await listHosts(tx, projectId)).map(({ id, ...host }) => ({
    ...host,
    currentSince: words.get(id)?.currentSince?.toISOString() ?? null,
    lastHeardAt: words.get(id)?.lastHeardAt?.toISOString() ?? null,
    record: records.get(id) ?? untried,
    keepsFailing: keepsFailing(records.get(id) ?? untried),
    setAside: aside.find((each) => each.host === host.name) ?? null,
  }));
}

export async function readFleet(tx: Tx, project: ProjectRow): Promise<FleetView> {
  const { now } = await readStamp(tx);
  return {
    project: project.slug,
    inventory: viewDoubtedInventory(project),
    hosts: await listFleetHosts(tx, project.id),
    serverTime: now.toISOString(),
  };
}

/** How the program that lists the hosts does; null when the project file lists them. */
export function viewInventory({ policy, inventoryReadAt, inventoryError }: ProjectRow): NowView["inventory"] {
  if (!policy.fleet.inventory) return null;
  return { at: inventoryReadAt?.toISOString() ?? null, error: inventoryError };
}

export function viewDoubtedInventory(project: ProjectRow): FleetView["inventory"] {
  const inventory = viewInventory(project);
  return inventory && { ...inventory, drops: project.inventoryDrops };
}

/** Hosts a person should know of: those that keep failing, and those that take no part. */
export async function readHostTroubles(tx: Tx, projectId: number): Promise<HostTroubles> {
  const records = await readRecords(tx, projectId);
  const setAside = await readSetAside(tx, projectId);
  const hosts = await listHosts(tx, projectId);
  const failingHosts = hosts.flatMap(({ id, name }) => {
    const record = records.get(id);
    return record && keepsFailing(record) ? [{ host: name, ...record }] : [];
  });
  return { failingHosts, setAside };
}

async function readRecords(tx: Tx, projectId: number) {
  const rows = await listHostRecords(tx, projectId, recordedRollouts);
  return new Map(rows.map(({ hostId, failed, of }) => [hostId, { failed, of }]));
}

async function readSetAside(tx: Tx, projectId: number): Promise<HostTroubles["setAside"]> {
  return (await listSetAside(tx, projectId)).map(({ at, ...aside }) => ({ ...aside, at: at.toISOString() }));
}
