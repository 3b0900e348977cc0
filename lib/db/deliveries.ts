import type { DeliveryState } from "@/lib/contracts/intake-views";
import { storableText } from "@/lib/domain/storable-text";
import type { Database } from "./client";
import type { Delivery } from "./generated/client";
import { notifyChange } from "./notify";
import type { Tx } from "./transaction";

export type NewDelivery = {
  sourceId: number;
  deliveryKey: string;
  event: string | null;
  headers: Record<string, string>;
  body: Uint8Array;
  /** Null = of the right shape; a worker reads it. */
  refusal: string | null;
};

export type StoredDelivery = { id: number; state: DeliveryState; summary: string | null; times: number };

/**
 * Stores a delivery, or counts that it came again, which changes nothing else. One statement, so that what is answered
 * is committed. The source's last delivery is noted once a second at the most, at once after a refusal, and never waited
 * for.
 */
export async function storeDelivery(db: Pick<Database, "pool">, delivery: NewDelivery): Promise<StoredDelivery> {
  const { rows } = await db.pool.query<StoredDelivery>(
    `WITH noted AS (
       UPDATE "Source" SET "lastDeliveryAt" = clock_timestamp() WHERE id = (
         SELECT id FROM "Source" WHERE id = $1
           AND (COALESCE("lastDeliveryAt", '-infinity') < clock_timestamp() - interval '1 second'
             OR "lastDeliveryAt" <= "lastRefusedAt")
         FOR NO KEY UPDATE SKIP LOCKED -- a burst of one sender does not queue up behind one row
       )
     )
     INSERT INTO "Delivery" ("sourceId", "deliveryKey", event, headers, body, state, summary, "processedAt")
     VALUES ($1, $2, $3, $4, $5, CASE WHEN $6::text IS NULL THEN 'received' ELSE 'refused' END, $6,
       CASE WHEN $6::text IS NULL THEN NULL ELSE clock_timestamp() END)
     ON CONFLICT ("sourceId", "deliveryKey") DO UPDATE SET times = LEAST("Delivery".times, 2147483646) + 1
     RETURNING id, state, summary, times`,
    [
      delivery.sourceId,
      delivery.deliveryKey,
      delivery.event,
      JSON.stringify(delivery.headers),
      delivery.body,
      delivery.refusal,
    ],
  );
  return rows[0] as StoredDelivery;
}

export type UnreadDelivery = { id: number; headers: Record<string, string>; body: Uint8Array };

/** What a source delivered and no worker has read, oldest first. */
export async function listUnreadDeliveries(tx: Tx, sourceId: number, limit: number): Promise<UnreadDelivery[]> {
  const rows = await tx.delivery.findMany({
    where: { sourceId, state: "received" },
    orderBy: { id: "asc" },
    take: limit,
    select: { id: true, headers: true, body: true },
  });
  return rows.map((row) => ({ ...row, headers: row.headers as Record<string, string> }));
}

/** Sources with something to read. */
export async function listUnreadSources(tx: Tx): Promise<number[]> {
  const rows = await tx.$queryRaw<{ sourceId: number }[]>`
    SELECT DISTINCT "sourceId" FROM "Delivery" WHERE state = 'received'`;
  return rows.map((row) => row.sourceId);
}

/** What was made of a delivery; `facts` as they are stored. */
export type Reading = { id: number; state: DeliveryState; summary: string; facts: object[] };

/** Notes what was made of these deliveries, in one statement. */
export async function settleDeliveries(tx: Tx, projectId: number, readings: Reading[]): Promise<void> {
  const rows = readings.map(({ id, state, summary, facts }) => ({ id, state, summary, facts }));
  const json = JSON.stringify(rows, (_, value) => (typeof value === "string" ? storableText(value) : value));
  await tx.$executeRaw`
    UPDATE "Delivery" d SET state = r.state, summary = r.summary, facts = r.facts, "processedAt" = clock_timestamp()
    FROM jsonb_to_recordset(${json}::jsonb) AS r (id int, state text, summary text, facts jsonb)
    WHERE d.id = r.id`;
  await notifyChange(tx, { project: projectId });
}

/** Lets a worker read a stored delivery again. */
export async function reopenDelivery(tx: Tx, projectId: number, id: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Delivery" d SET state = 'received', "processedAt" = NULL FROM "Source" s
    WHERE d.id = ${id} AND s.id = d."sourceId" AND s."projectId" = ${projectId}`;
}

/** Drops what is older than so many days, `limit` of the oldest at most. */
export async function dropOldDeliveries(tx: Tx, after: { days: number; limit: number }): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM "Delivery" WHERE id IN (
      SELECT id FROM (SELECT id, "receivedAt" FROM "Delivery" ORDER BY id LIMIT ${after.limit}) oldest
      WHERE "receivedAt" < clock_timestamp() - make_interval(days => ${after.days}::int))`;
}

export type DeliveryRow = Omit<Delivery, "headers" | "body" | "facts"> & {
  bytes: number;
  sourceKey: string;
  sourceName: string;
  sourceKind: string;
};

/** Deliveries of a project, newest first. */
export async function listDeliveries(
  tx: Tx,
  want: { projectId: number; source: string | null; state: DeliveryState | null; before: number | null; limit: number },
): Promise<DeliveryRow[]> {
  return tx.$queryRaw<DeliveryRow[]>`
    SELECT d.id, d."sourceId", d."deliveryKey", d.event, d.state, d.summary, d.times, d."receivedAt", d."processedAt",
      octet_length(d.body) AS bytes, s.key AS "sourceKey", s.name AS "sourceName", s.kind AS "sourceKind"
    FROM "Delivery" d JOIN "Source" s ON s.id = d."sourceId"
    WHERE s."projectId" = ${want.projectId}
      AND (${want.source}::text IS NULL OR s.key = ${want.source})
      AND (${want.state}::text IS NULL OR d.state = ${want.state})
      AND (${want.before}::bigint IS NULL OR d.id < ${want.before}::bigint)
    ORDER BY d.id DESC LIMIT ${want.limit}`;
}

export type DeliveryContent = Pick<Delivery, "headers" | "body" | "facts">;

/** One delivery of a project without what came, and what came. */
export async function findDelivery(
  tx: Tx,
  projectId: number,
  id: number,
): Promise<{ row: DeliveryRow; content: DeliveryContent } | null> {
  const [row] = await listDeliveries(tx, { projectId, source: null, state: null, before: id + 1, limit: 1 });
  if (row?.id !== id) return null;
  const content = await tx.delivery.findUnique({
    where: { id },
    select: { headers: true, body: true, facts: true },
  });
  return content && { row, content };
}
