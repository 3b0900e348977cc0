import type { Tx } from "./transaction";

/** When a bad verdict on a rollout was last told without stopping it; null = never. */
export async function findLastWarning(tx: Tx, rolloutId: number): Promise<Date | null> {
  const row = await tx.rolloutEvent.findFirst({
    where: { rolloutId, event: "canaryWarned" },
    select: { at: true },
    orderBy: { id: "desc" },
  });
  return row?.at ?? null;
}
