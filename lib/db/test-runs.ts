import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { Prisma } from "./generated/client";
import type { Tx } from "./transaction";

export type TestReport = {
  projectId: number;
  sha: string;
  context: string;
  attempt: number;
  status: TestRunStatus;
  url: string | null;
  source: string;
  /** The sender that is configured, and its own name of the run; left out = there is none. */
  sourceId?: number | null;
  externalId?: string | null;
  startedAt: Date | null;
  finishedAt: Date | null;
};

/** Stores the first report of an attempt; false when there is one. A sender's time in the future counts as now. */
export async function insertTestRun(tx: Tx, report: TestReport): Promise<boolean> {
  const written = await tx.$executeRaw`
    INSERT INTO "TestRun" ("projectId", sha, context, attempt, status, url, source, "sourceId", "externalId",
      "startedAt", "finishedAt")
    VALUES (${report.projectId}, ${report.sha}, ${report.context}, ${report.attempt}, ${report.status}, ${report.url},
      ${report.source}, ${report.sourceId ?? null}, ${report.externalId ?? null}, ${notInFuture(report.startedAt)},
      ${notInFuture(report.finishedAt)})
    ON CONFLICT ("projectId", sha, context, attempt) DO NOTHING`;
  return written > 0;
}

export type StoredTestRun = { id: number; status: TestRunStatus; startedAt: Date | null; finishedAt: Date | null };

/** The stored attempt a report speaks of, locked until the transaction ends, so that two reports do not overtake. */
export async function lockTestRun(
  tx: Tx,
  key: Pick<TestReport, "projectId" | "sha" | "context" | "attempt">,
): Promise<StoredTestRun | null> {
  const [row] = await tx.$queryRaw<StoredTestRun[]>`
    SELECT id, status, "startedAt", "finishedAt" FROM "TestRun"
    WHERE "projectId" = ${key.projectId} AND sha = ${key.sha} AND context = ${key.context} AND attempt = ${key.attempt}
    FOR UPDATE`;
  return row ?? null;
}

export type NamedAttempt = {
  attempt: number;
  status: TestRunStatus;
  externalId: string | null;
  startedAt: Date | null;
  finishedAt: Date | null;
};

/** Every attempt of a context for a sha; until the transaction ends nobody else who asks so is told of them. */
export async function lockAttempts(
  tx: Tx,
  key: Pick<TestReport, "projectId" | "sha" | "context">,
): Promise<NamedAttempt[]> {
  const name = `${key.projectId} ${key.sha} ${key.context}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(5, hashtext(${name}))`;
  const rows = await tx.testRun.findMany({
    where: { projectId: key.projectId, sha: key.sha, context: key.context },
    select: { attempt: true, status: true, externalId: true, startedAt: true, finishedAt: true },
  });
  return rows.map((row) => ({ ...row, status: row.status as TestRunStatus }));
}

/** The commit of a run that its sender told of before by this name; null = it did not. */
export async function findShaOfRun(tx: Tx, sourceId: number, externalId: string | null): Promise<string | null> {
  if (externalId === null) return null;
  const run = await tx.testRun.findFirst({
    where: { sourceId, externalId },
    orderBy: { id: "desc" },
    select: { sha: true },
  });
  return run?.sha ?? null;
}

/** Drops results whose commit never came, `limit` of the oldest at most. */
export async function dropUnmatchedTestRuns(tx: Tx, after: { days: number; limit: number }): Promise<number> {
  return tx.$executeRaw`
    DELETE FROM "TestRun" WHERE id IN (
      SELECT t.id FROM "TestRun" t
      WHERE t."createdAt" < clock_timestamp() - make_interval(days => ${after.days}::int)
        AND NOT EXISTS (SELECT 1 FROM "Commit" c WHERE c."projectId" = t."projectId" AND c.sha = t.sha)
      ORDER BY t.id LIMIT ${after.limit})`;
}

/** Carries an attempt on with a newer report; what the report does not say stays. */
export async function updateTestRun(tx: Tx, id: number, report: TestReport): Promise<void> {
  await tx.$executeRaw`
    UPDATE "TestRun" SET status = ${report.status}, reason = NULL, url = COALESCE(${report.url}, url), source = ${report.source},
      "sourceId" = COALESCE(${report.sourceId ?? null}, "sourceId"),
      "externalId" = COALESCE(${report.externalId ?? null}, "externalId"),
      "startedAt" = COALESCE(${notInFuture(report.startedAt)}, "startedAt"),
      "finishedAt" = COALESCE(${notInFuture(report.finishedAt)}, "finishedAt")
    WHERE id = ${id}`;
}

function notInFuture(time: Date | null): Prisma.Sql {
  return Prisma.sql`CASE WHEN ${time}::timestamptz > clock_timestamp() THEN clock_timestamp() ELSE ${time}::timestamptz END`;
}
