import type { Tx } from "./transaction";

/**
 * Keeps a rollout as it is until the transaction ends: a claim of hosts and the wish to stop it come one after the other,
 * so none is taken between the wish and its acknowledgement. Waiters are served in their order.
 */
export async function lockRollout(tx: Tx, rolloutId: number): Promise<void> {
  await tx.$executeRaw`SELECT 1 FROM "Rollout" WHERE id = ${rolloutId} FOR NO KEY UPDATE`;
}
