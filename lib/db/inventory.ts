import { notifyChange } from "./notify";
import type { Tx } from "./transaction";

/** Takes the turn to read the inventory when the last try is `seconds` old; false when it is not, or another was first. */
export async function claimInventory(tx: Tx, projectId: number, seconds: number): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "Project" SET "inventoryTriedAt" = clock_timestamp()
    WHERE id = ${projectId}
      AND COALESCE("inventoryTriedAt", '-infinity') <= clock_timestamp() - make_interval(secs => ${seconds}::float8)`;
  return written > 0;
}

/** Notes that a list was taken over: nothing waits for a person any more. */
export async function recordReadInventory(tx: Tx, projectId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Project" SET "inventoryError" = NULL, "inventoryTriedAt" = clock_timestamp(),
      "inventoryReadAt" = clock_timestamp(), "inventoryDrops" = '{}', "inventoryAccepted" = '{}'
    WHERE id = ${projectId}`;
  await notifyChange(tx, { project: projectId });
}

/** Notes why a list was not taken over; the hosts, and the time of the last good one, stay as they are. */
export async function recordRefusedInventory(
  tx: Tx,
  projectId: number,
  { reason, drops }: { reason: string; drops: string[] },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Project" SET "inventoryError" = ${reason}, "inventoryTriedAt" = clock_timestamp(),
      "inventoryDrops" = ${drops}::text[]
    WHERE id = ${projectId}`;
  await notifyChange(tx, { project: projectId });
}

/** Notes that a person accepts what the newest list would drop, and lets the next look read it at once. */
export async function acceptInventoryDoubt(tx: Tx, projectId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Project" SET "inventoryAccepted" = "inventoryDrops", "inventoryTriedAt" = NULL WHERE id = ${projectId}`;
}

/** Lets the next look read it at once. */
export async function hurryInventory(tx: Tx, projectId: number): Promise<void> {
  await tx.project.update({ where: { id: projectId }, data: { inventoryTriedAt: null } });
}
