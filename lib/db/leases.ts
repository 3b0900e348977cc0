import type { Tx } from "./transaction";

/** How long a worker that does not come back to a rollout keeps it; seconds. */
const leaseSeconds = 15;

/**
 * Makes `owner` the one who may change a rollout, and returns the epoch its writes must name; null while another
 * holds it. Every take-over raises the epoch, so what a paused former owner still writes touches no row.
 */
export async function acquireLease(tx: Tx, rolloutId: number, owner: string): Promise<number | null> {
  const rows = await tx.$queryRaw<{ epoch: number }[]>`
    UPDATE "Rollout" SET
      "leaseOwner" = ${owner},
      "leaseEpoch" = "leaseEpoch" + 1,
      "leaseExpiresAt" = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    WHERE id = ${rolloutId}
      AND ("leaseOwner" IS NULL OR "leaseExpiresAt" < clock_timestamp()) -- somebody else has it in hand
    RETURNING "leaseEpoch" AS epoch`;
  return rows[0]?.epoch ?? null;
}

export async function releaseLease(tx: Tx, rolloutId: number, epoch: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Rollout" SET "leaseOwner" = NULL, "leaseExpiresAt" = NULL
    WHERE id = ${rolloutId} AND "leaseEpoch" = ${epoch}`;
}

/** Ends whatever lease there is, and returns an epoch for one write: what the former owner still writes touches no row. */
export async function endLease(tx: Tx, rolloutId: number): Promise<number> {
  const [row] = await tx.$queryRaw<[{ epoch: number }]>`
    UPDATE "Rollout" SET "leaseOwner" = NULL, "leaseExpiresAt" = NULL, "leaseEpoch" = "leaseEpoch" + 1
    WHERE id = ${rolloutId} RETURNING "leaseEpoch" AS epoch`;
  return row.epoch;
}
