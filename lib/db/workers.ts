import { Prisma } from "./generated/client";
import type { Tx } from "./transaction";

/**
 * Whether the worker named by a column has stopped, or been silent for `seconds`. Silence is told only by a worker that
 * has itself been heard for as long: after the database was away, everybody looks silent.
 */
export function workerIsLost(column: Prisma.Sql, by: { workerId: string; seconds: number }): Prisma.Sql {
  const silence = Prisma.sql`make_interval(secs => ${by.seconds})`;
  return Prisma.sql`
    (EXISTS (SELECT 1 FROM "WorkerProcess" w WHERE w.id = ${column} AND w."stoppedAt" IS NOT NULL)
      OR NOT EXISTS (SELECT 1 FROM "WorkerProcess" w WHERE w.id = ${column} AND w."beatAt" > clock_timestamp() - ${silence})
        AND EXISTS (SELECT 1 FROM "WorkerProcess" w WHERE w.id = ${by.workerId}
          AND w."steadySince" < clock_timestamp() - ${silence} AND w."beatAt" > clock_timestamp() - ${silence}))`;
}

/** Notes that a worker process lives; a gap of more than `gapSeconds` since the last time breaks its row of heartbeats. */
export async function beatWorker(
  tx: Tx,
  worker: { id: string; hostname: string; pid: number; gapSeconds: number },
): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "WorkerProcess" AS w (id, hostname, pid, "beatAt", "startedAt")
    VALUES (${worker.id}, ${worker.hostname}, ${worker.pid}, clock_timestamp(), clock_timestamp())
    ON CONFLICT (id) DO UPDATE SET "beatAt" = clock_timestamp(), "steadySince" =
      CASE WHEN w."beatAt" < clock_timestamp() - make_interval(secs => ${worker.gapSeconds})
        THEN clock_timestamp() ELSE w."steadySince" END`;
}

export async function stopWorker(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE "WorkerProcess" SET "stoppedAt" = clock_timestamp() WHERE id = ${id}`;
}

/** How many workers were heard of lately, and when the newest word of any came. */
export type WorkerPulse = { alive: number; lastBeatAt: Date | null };

/** @param seconds how long ago is still lately */
export async function readWorkerPulse(tx: Tx, seconds: number): Promise<WorkerPulse> {
  const [row] = await tx.$queryRaw<[WorkerPulse]>`
    SELECT count(*) FILTER (WHERE "stoppedAt" IS NULL
        AND "beatAt" > clock_timestamp() - make_interval(secs => ${seconds}::float8))::int AS alive,
      max("beatAt") AS "lastBeatAt"
    FROM "WorkerProcess"`;
  return row;
}

/** Forgets workers that have been gone for a day. */
export async function pruneWorkers(tx: Tx): Promise<void> {
  await tx.$executeRaw`DELETE FROM "WorkerProcess" WHERE "beatAt" < clock_timestamp() - interval '1 day'`;
}
