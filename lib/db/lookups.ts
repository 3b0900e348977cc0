import { Prisma } from "./generated/client";
import { type SenderAccess, toSenderAccess } from "./sender-access";
import type { SourceRow } from "./sources";
import type { Tx } from "./transaction";

/** Notes what senders are to be asked for; a delivery that is read again is asked for again. */
export async function putLookups(tx: Tx, lookups: { deliveryId: number; object: string }[]): Promise<void> {
  for (const { deliveryId, object } of lookups) {
    await tx.$executeRaw`
      INSERT INTO "Lookup" ("deliveryId", object) VALUES (${deliveryId}, ${object})
      ON CONFLICT ("deliveryId") DO UPDATE SET object = EXCLUDED.object, tries = 0, "nextTryAt" = clock_timestamp(),
        "answeredAt" = NULL, "createdAt" = clock_timestamp()`;
  }
}

/** After so long a sender is no longer asked; what the delivery says of it stays. */
const giveUp = Prisma.sql`interval '1 day'`;

/** Deliveries whose sender is to be asked now. */
export async function listDueLookups(tx: Tx, limit: number): Promise<number[]> {
  const rows = await tx.$queryRaw<{ deliveryId: number }[]>`
    SELECT "deliveryId" FROM "Lookup" WHERE "answeredAt" IS NULL AND "nextTryAt" <= clock_timestamp()
      AND "createdAt" > clock_timestamp() - ${giveUp}
    ORDER BY "nextTryAt" LIMIT ${limit}`;
  return rows.map((row) => row.deliveryId);
}

export type TakenLookup = { deliveryId: number; object: string; sourceId: number; access: SenderAccess };

type LookupRow = Omit<TakenLookup, "access"> & Pick<SourceRow, "kind" | "api">;

/** Takes the turn to ask; the next one comes later with each try. Null when it has not come, or there is nobody to ask. */
export async function takeLookup(tx: Tx, deliveryId: number): Promise<TakenLookup | null> {
  const [row] = await tx.$queryRaw<LookupRow[]>`
    UPDATE "Lookup" l SET tries = tries + 1,
      "nextTryAt" = clock_timestamp() + make_interval(secs => LEAST(15 * 2 ^ LEAST(tries, 10), 1800))
    FROM "Delivery" d JOIN "Source" s ON s.id = d."sourceId"
    WHERE l."deliveryId" = ${deliveryId} AND d.id = l."deliveryId" AND s.enabled AND l."answeredAt" IS NULL
      AND l."nextTryAt" <= clock_timestamp() -- another worker is asking
    RETURNING l."deliveryId", l.object, d."sourceId", s.kind, s.api`;
  const access = row && toSenderAccess(row);
  return row && access ? { ...row, access } : null;
}

/** Notes that the sender has answered. */
export async function settleLookup(tx: Tx, deliveryId: number): Promise<void> {
  await tx.$executeRaw`UPDATE "Lookup" SET "answeredAt" = clock_timestamp() WHERE "deliveryId" = ${deliveryId}`;
}
