import type { Freeze } from "./generated/client";
import { insertProjectEvent } from "./projects";
import type { Actor } from "./rollouts";
import type { Tx } from "./transaction";

export type FreezeRow = Freeze;

/** The freeze in force; null = none. */
export async function findFreeze(tx: Tx, projectId: number): Promise<FreezeRow | null> {
  const [row] = await tx.$queryRaw<FreezeRow[]>`
    SELECT * FROM "Freeze"
    WHERE "projectId" = ${projectId} AND "liftedAt" IS NULL AND "expiresAt" > clock_timestamp()
    ORDER BY id DESC LIMIT 1`;
  return row ?? null;
}

/** Freezes of a project, newest first. */
export async function listFreezes(tx: Tx, projectId: number, limit: number): Promise<FreezeRow[]> {
  return tx.freeze.findMany({ where: { projectId }, orderBy: { id: "desc" }, take: limit });
}

/** Lets no rollout start for so many seconds. One that is in force ends; it stays on record. */
export async function insertFreeze(
  tx: Tx,
  freeze: { projectId: number; reason: string; seconds: number; actor: Actor },
): Promise<void> {
  await endFreeze(tx, freeze);
  await tx.$executeRaw`
    INSERT INTO "Freeze" ("projectId", reason, by, "expiresAt")
    VALUES (${freeze.projectId}, ${freeze.reason}, ${freeze.actor.name},
      clock_timestamp() + make_interval(secs => ${freeze.seconds}::float8))`;
  await insertProjectEvent(tx, { ...freeze, event: "frozen" });
}

/** Ends the freeze in force; false when there is none. */
export async function liftFreeze(tx: Tx, lift: { projectId: number; reason: string; actor: Actor }): Promise<boolean> {
  const isLifted = await endFreeze(tx, lift);
  if (isLifted) await insertProjectEvent(tx, { ...lift, event: "freeze-lifted" });
  return isLifted;
}

async function endFreeze(tx: Tx, by: { projectId: number; actor: Actor }): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "Freeze" SET "liftedAt" = clock_timestamp(), "liftedBy" = ${by.actor.name}
    WHERE "projectId" = ${by.projectId} AND "liftedAt" IS NULL
      AND "expiresAt" > clock_timestamp() -- it has ended by itself, and nobody lifted it`;
  return written > 0;
}
