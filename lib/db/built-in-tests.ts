import {
  builtInContext,
  builtInSource,
  mostLostAttempts,
  type TestVerdict,
} from "@/lib/domain/test-run/built-in-runner";
import { findBacklogStart } from "./automation";
import { Prisma } from "./generated/client";
import { notifyChange } from "./notify";
import { endStatusReports } from "./status-reports";
import type { Tx } from "./transaction";
import { workerIsLost } from "./workers";

const isBuiltIn = Prisma.sql`context = ${builtInContext} AND source = ${builtInSource}`;

/** Queues a run for every waiting commit that has none yet; returns how many. */
export async function queueBuiltInTests(tx: Tx, projectId: number): Promise<number> {
  const start = await findBacklogStart(tx, projectId);
  return tx.$executeRaw`
    INSERT INTO "TestRun" ("projectId", sha, context, attempt, status, source)
    SELECT c."projectId", c.sha, ${builtInContext}, 1, 'queued', ${builtInSource} FROM "Commit" c
    WHERE c."projectId" = ${projectId} AND c.position > ${start} AND NOT c.orphaned
      AND NOT EXISTS (SELECT 1 FROM "TestRun" t
        WHERE t."projectId" = c."projectId" AND t.sha = c.sha AND t.context = ${builtInContext})
    ON CONFLICT ("projectId", sha, context, attempt) DO NOTHING`;
}

/** Queues a run for a commit that is not on the trunk, unless it has one; returns its id, null = it has. */
export async function queueChangeTest(tx: Tx, change: { projectId: number; sha: string }): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO "TestRun" ("projectId", sha, context, attempt, status, source)
    VALUES (${change.projectId}, ${change.sha}, ${builtInContext}, 1, 'queued', ${builtInSource})
    ON CONFLICT ("projectId", sha, context, attempt) DO NOTHING
    RETURNING id`;
  return row?.id ?? null;
}

/** Forgets queued runs that will never begin: all of a project, or those of commits that left the trunk. */
export async function dropQueuedTests(tx: Tx, projectId: number, which: "all" | "orphaned"): Promise<number> {
  const isOrphaned = Prisma.sql`EXISTS (SELECT 1 FROM "Commit" c
    WHERE c."projectId" = "TestRun"."projectId" AND c.sha = "TestRun".sha AND c.orphaned)`;
  return tx.$executeRaw`
    DELETE FROM "TestRun" WHERE "projectId" = ${projectId} AND ${isBuiltIn} AND status = 'queued'
      AND ${which === "all" ? Prisma.sql`TRUE` : isOrphaned}`;
}

/** Ids of runs that wait for a worker, at most `limit`. */
export async function listQueuedTests(tx: Tx, projectId: number, limit: number): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM "TestRun" WHERE "projectId" = ${projectId} AND ${isBuiltIn} AND status = 'queued'
    ORDER BY id DESC LIMIT ${limit}`;
  return rows.map((row) => row.id);
}

export type ClaimedTest = { id: number; projectId: number; sha: string; attempt: number };

/** Takes the queued run of the newest commit of a project for a worker, changes after the trunk; null when none waits. */
export async function claimBuiltInTest(
  tx: Tx,
  claim: { projectId: number; workerId: string },
): Promise<ClaimedTest | null> {
  const [row] = await tx.$queryRaw<ClaimedTest[]>`
    UPDATE "TestRun" SET status = 'running', "workerId" = ${claim.workerId}, "startedAt" = clock_timestamp()
    WHERE id = (
      SELECT t.id FROM "TestRun" t LEFT JOIN "Commit" c ON c."projectId" = t."projectId" AND c.sha = t.sha
      WHERE t."projectId" = ${claim.projectId} AND t.context = ${builtInContext} AND t.source = ${builtInSource}
        AND t.status = 'queued' AND c.orphaned IS NOT TRUE
      ORDER BY c.position DESC NULLS LAST, t.id DESC LIMIT 1
      FOR UPDATE OF t SKIP LOCKED -- another worker is taking it
    ) AND status = 'queued'
    RETURNING id, "projectId", sha, attempt`;
  if (row) await notifyChange(tx, { project: row.projectId });
  return row ?? null;
}

export type BegunTest = {
  id: number;
  sha: string;
  status: "running" | "passed" | "failed" | "errored" | "cancelled";
  reason: string | null;
};

/** The newest run of a commit; null = there is none, or it has not begun. One that is just ending is waited for. */
export async function findBegunTest(tx: Tx, of: { projectId: number; sha: string }): Promise<BegunTest | null> {
  const [row] = await tx.$queryRaw<BegunTest[]>`
    SELECT id, sha, status, reason FROM "TestRun" t
    WHERE "projectId" = ${of.projectId} AND sha = ${of.sha} AND ${isBuiltIn} AND status <> 'queued'
      AND NOT EXISTS (SELECT 1 FROM "TestRun" n WHERE n."projectId" = t."projectId" AND n.sha = t.sha
        AND n.context = t.context AND n.attempt > t.attempt)
    FOR SHARE OF t -- its end is told either by who ends it, or by who reads it here`;
  return row ?? null;
}

/** Of these runs, those that some worker still runs. */
export async function listRunningTests(tx: Tx, ids: number[]): Promise<number[]> {
  const rows = await tx.testRun.findMany({ where: { id: { in: ids }, status: "running" }, select: { id: true } });
  return rows.map((row) => row.id);
}

/** What its worker is to do with a run: go on, end it for a person, or leave it, as it is no longer the worker's. */
export async function readTestWish(
  tx: Tx,
  run: { id: number; workerId: string },
): Promise<{ wish: "go-on" } | { wish: "kill"; by: string } | { wish: "leave" }> {
  const row = await tx.testRun.findUnique({ where: { id: run.id } });
  if (row?.status !== "running" || row.workerId !== run.workerId) return { wish: "leave" };
  return row.killedBy === null ? { wish: "go-on" } : { wish: "kill", by: row.killedBy };
}

/** Stores how a run ended; false when it is no longer this worker's: it was given up as lost. */
export async function settleBuiltInTest(
  tx: Tx,
  run: { id: number; projectId: number; workerId: string; verdict: TestVerdict },
): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "TestRun" SET status = ${run.verdict.status}, reason = ${run.verdict.reason}, "finishedAt" = clock_timestamp()
    WHERE id = ${run.id}
      AND status = 'running' AND "workerId" = ${run.workerId} -- it was given up as lost`;
  if (written > 0) await notifyChange(tx, { project: run.projectId });
  return written > 0;
}

/** Queues one more attempt of a run and returns its number; null when there is a later one already. */
export async function queueNextTestAttempt(tx: Tx, id: number): Promise<number | null> {
  const [row] = await tx.$queryRaw<{ attempt: number; projectId: number }[]>`
    INSERT INTO "TestRun" ("projectId", sha, context, attempt, status, source)
    SELECT "projectId", sha, context, attempt + 1, 'queued', source FROM "TestRun" t
    WHERE id = ${id} AND NOT EXISTS (SELECT 1 FROM "TestRun" n WHERE n."projectId" = t."projectId" AND n.sha = t.sha
      AND n.context = t.context AND n.attempt > t.attempt)
    ON CONFLICT ("projectId", sha, context, attempt) DO NOTHING
    RETURNING attempt, "projectId"`;
  if (row) await notifyChange(tx, { project: row.projectId });
  return row?.attempt ?? null;
}

/**
 * Runs whose worker was lost have errored, and are tried again unless the commit has had its attempts: tests that take
 * their worker down with them must not do so for ever. Returns how many were lost.
 */
export async function giveUpLostTests(tx: Tx, by: { workerId: string; seconds: number }): Promise<number> {
  return giveUpTests(tx, workerIsLost(Prisma.sql`t."workerId"`, by), "The worker that ran the tests was lost.");
}

/** The same for runs that count as this worker's but are not in its hands: the answer to its claim was lost. */
export async function giveUpForgottenTests(
  tx: Tx,
  worker: { id: string; inHand: number[]; seconds: number },
): Promise<number> {
  const isForgotten = Prisma.sql`t."workerId" = ${worker.id} AND NOT t.id = ANY(${worker.inHand}::int[])
    AND t."startedAt" < clock_timestamp() - make_interval(secs => ${worker.seconds})`;
  return giveUpTests(tx, isForgotten, "The worker that took the tests lost sight of them.");
}

async function giveUpTests(tx: Tx, which: Prisma.Sql, reason: string): Promise<number> {
  const rows = await tx.$queryRaw<(ClaimedTest & { killedBy: string | null })[]>`
    UPDATE "TestRun" t SET status = CASE WHEN "killedBy" IS NULL THEN 'errored' ELSE 'cancelled' END,
      reason = ${reason}, "finishedAt" = clock_timestamp()
    WHERE ${isBuiltIn} AND status = 'running' AND ${which}
    RETURNING id, "projectId", sha, attempt, "killedBy"`;
  for (const row of rows) {
    await notifyChange(tx, { project: row.projectId });
    const isTriedAgain = row.attempt < mostLostAttempts && row.killedBy === null;
    if (isTriedAgain) await queueNextTestAttempt(tx, row.id);
    else await endStatusReports(tx, { ...row, context: builtInContext, description: reason });
  }
  return rows.length;
}

/**
 * Notes that a person wants a run ended. A running one ends when its worker hears of it, a queued one at once.
 * @returns false when it has ended already, or is not of the built-in runner
 */
export async function requestTestKill(tx: Tx, run: { id: number; projectId: number; by: string }): Promise<boolean> {
  const reason = `Ended by ${run.by} before it began.`;
  const [row] = await tx.$queryRaw<{ sha: string; status: string }[]>`
    UPDATE "TestRun" SET "killedBy" = COALESCE("killedBy", ${run.by}), "killedAt" = COALESCE("killedAt", clock_timestamp()),
      status = CASE status WHEN 'queued' THEN 'cancelled' ELSE status END,
      reason = CASE status WHEN 'queued' THEN ${reason} ELSE reason END,
      "finishedAt" = CASE status WHEN 'queued' THEN clock_timestamp() ELSE "finishedAt" END
    WHERE id = ${run.id} AND ${isBuiltIn} AND status IN ('queued', 'running')
    RETURNING sha, status`;
  if (!row) return false;
  const told = { projectId: run.projectId, sha: row.sha, context: builtInContext, description: reason };
  if (row.status === "cancelled") await endStatusReports(tx, told);
  await notifyChange(tx, { project: run.projectId });
  return true;
}
