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
  startedAt: Date | null;
  finishedAt: Date | null;
};

/** Stores the first report of an attempt; false when there is one. A sender's time in the future counts as now. */
export async function insertTestRun(tx: Tx, report: TestReport): Promise<boolean> {
  const written = await tx.$executeRaw`
    INSERT INTO "TestRun" ("projectId", sha, context, attempt, status, url, source, "startedAt", "finishedAt")
    VALUES (${report.projectId}, ${report.sha}, ${report.context}, ${report.attempt}, ${report.status}, ${report.url},
      ${report.source}, ${notInFuture(report.startedAt)},
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

/** Carries an attempt on with a newer report; what the report does not say stays. */
export async function updateTestRun(tx: Tx, id: number, report: TestReport): Promise<void> {
  await tx.$executeRaw`
    UPDATE "TestRun" SET status = ${report.status}, url = COALESCE(${report.url}, url), source = ${report.source},
      "startedAt" = COALESCE(${notInFuture(report.startedAt)}, "startedAt"),
      "finishedAt" = COALESCE(${notInFuture(report.finishedAt)}, "finishedAt")
    WHERE id = ${id}`;
}

function notInFuture(time: Date | null): Prisma.Sql {
  return Prisma.sql`CASE WHEN ${time}::timestamptz > clock_timestamp() THEN clock_timestamp() ELSE ${time}::timestamptz END`;
}
