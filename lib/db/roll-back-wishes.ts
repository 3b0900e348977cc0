import type { RollBackWish } from "@/lib/domain/rollback/roll-back-wish";
import { finalRolloutStates } from "@/lib/domain/rollout/states";
import { Prisma } from "./generated/client";
import { notifyChange } from "./notify";
import { findRollout, type RolloutRow } from "./rollouts";
import type { Tx } from "./transaction";

/** Notes that an aborted rollout is to be rolled back once it has ended; false when it has, or somebody was first. */
export async function recordRollBackWish(
  tx: Tx,
  rolloutId: number,
  wish: Omit<RollBackWish, "outcome">,
): Promise<boolean> {
  const stored = JSON.stringify({ ...wish, outcome: null });
  const rows = await tx.$queryRaw<{ projectId: number }[]>`
    UPDATE "Rollout" SET "thenRollBack" = ${stored}::jsonb
    WHERE id = ${rolloutId}
      AND "thenRollBack" IS NULL -- the first of two people counts
      AND "abortRequestedAt" IS NOT NULL
      AND state NOT IN (${Prisma.join([...finalRolloutStates])}) -- it ended before: then it is rolled back as any other
    RETURNING "projectId"`;
  const [row] = rows;
  if (row) await notifyChange(tx, { project: row.projectId, rollout: rolloutId });
  return row !== undefined;
}

/** Ended rollouts whose rollback has not begun. */
export async function listOpenRollBackWishes(tx: Tx): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM "Rollout" WHERE state IN (${Prisma.join([...finalRolloutStates])})
      AND "thenRollBack" IS NOT NULL AND "thenRollBack"->'outcome' = 'null' ORDER BY id`;
  return rows.map((row) => row.id);
}

/** The ended rollout, when its rollback has not begun; whoever else would begin it waits until this transaction ends. */
export async function lockOpenRollBackWish(
  tx: Tx,
  rolloutId: number,
): Promise<(RolloutRow & { thenRollBack: RollBackWish }) | null> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM "Rollout" WHERE id = ${rolloutId} AND state IN (${Prisma.join([...finalRolloutStates])})
      AND "thenRollBack"->'outcome' = 'null' FOR UPDATE`;
  const rollout = rows.length === 0 ? null : await findRollout(tx, rolloutId);
  return rollout?.thenRollBack ? { ...rollout, thenRollBack: rollout.thenRollBack } : null;
}

/** Notes what came of it. */
export async function settleRollBackWish(
  tx: Tx,
  rollout: Pick<RolloutRow, "id" | "projectId">,
  outcome: NonNullable<RollBackWish["outcome"]>,
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Rollout" SET "thenRollBack" = "thenRollBack" || jsonb_build_object('outcome', ${JSON.stringify(outcome)}::jsonb)
    WHERE id = ${rollout.id}`;
  await notifyChange(tx, { project: rollout.projectId, rollout: rollout.id });
}
