import type { Tx } from "./transaction";

/** The project event that tells of a fleet which a person leaves mixed. */
export const leftMixedEvent = "fleet-left-mixed";

export type LeftMixed = { by: string; at: Date; reason: string };

/** Who left the fleet mixed, and why, since the newest rollout was made; null = nobody. */
export async function findLeftMixed(tx: Tx, projectId: number): Promise<LeftMixed | null> {
  const [row] = await tx.$queryRaw<LeftMixed[]>`
    SELECT "actorName" AS by, at, COALESCE(reason, 'No reason was recorded.') AS reason FROM "ProjectEvent"
    WHERE "projectId" = ${projectId} AND event = ${leftMixedEvent}
      AND at > (SELECT max("createdAt") FROM "Rollout" WHERE "projectId" = ${projectId})
    ORDER BY id DESC LIMIT 1`;
  return row ?? null;
}
