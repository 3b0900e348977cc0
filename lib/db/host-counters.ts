import type { Counters } from "@/lib/domain/access-log/read-counters";
import type { Tx } from "./transaction";

export type HostCounters = { counters: Counters /** How long ago they came, seconds. */; age: number };

/** Keeps what a host counted; it takes the place of what it told before. */
export async function storeHostCounters(tx: Tx, hostId: number, counters: Counters): Promise<{ at: Date }> {
  const [row] = await tx.$queryRaw<{ at: Date }[]>`
    UPDATE "Host" SET counters = ${JSON.stringify(counters)}::jsonb, "countersAt" = clock_timestamp()
    WHERE id = ${hostId}
    RETURNING "countersAt" AS at`;
  if (!row) throw new Error(`There is no host ${hostId}.`);
  return row;
}

/** What a host told last; null = it never did. */
export async function findHostCounters(tx: Tx, hostId: number): Promise<HostCounters | null> {
  const [row] = await tx.$queryRaw<HostCounters[]>`
    SELECT counters, EXTRACT(epoch FROM clock_timestamp() - "countersAt")::float8 AS age
    FROM "Host" WHERE id = ${hostId} AND counters IS NOT NULL`;
  return row ?? null;
}
