import type { SourceKind } from "@/lib/contracts/intake-views";
import { hasAskingBuild } from "./asking-builds";
import { Prisma } from "./generated/client";
import { type SenderAccess, toSenderAccess } from "./sender-access";
import type { Tx } from "./transaction";

export type StatusState = "pending" | "success" | "failure" | "error";

/** Senders that take commit statuses. */
const takers = ["github", "gitlab", "gitea", "forgejo"] as const satisfies SourceKind[];

export type CommitStatus = {
  sha: string;
  context: string;
  state: StatusState;
  description: string;
  targetUrl: string | null;
};

type NewReport = CommitStatus & { projectId: number };

/**
 * Notes a commit status for every git host of a project that can be told, and for senders whose builds asked for it.
 * @param sourceId only this one is told; null = all of them
 */
export async function putStatusReports(tx: Tx, report: NewReport & { sourceId: number | null }): Promise<void> {
  const { sourceId, sha } = report;
  await putReports(
    tx,
    report,
    Prisma.sql`(s.kind IN (${Prisma.join([...takers])}) OR ${hasAskingBuild(sha)})
      AND (${sourceId}::int IS NULL OR s.id = ${sourceId}::int)`,
  );
}

/**
 * Lets those that were told that tests are under way, or asked for them, hear that they have ended without a result;
 * others were told nothing, and need not hear it.
 */
export async function endStatusReports(
  tx: Tx,
  ended: { projectId: number; sha: string; context: string; description: string },
): Promise<void> {
  const { sha, context } = ended;
  const wasTold = Prisma.sql`EXISTS (SELECT 1 FROM "StatusReport" p
    WHERE p."sourceId" = s.id AND p.sha = ${sha} AND p.context = ${context} AND p.state = 'pending')`;
  await putReports(
    tx,
    { ...ended, state: "error", targetUrl: null },
    Prisma.sql`(${wasTold} OR ${hasAskingBuild(sha)})`,
  );
}

/** A newer report takes the place of an older one; a link that is known stays. */
async function putReports(tx: Tx, report: NewReport, isTold: Prisma.Sql): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "StatusReport" AS r ("sourceId", sha, context, state, description, "targetUrl")
    SELECT s.id, ${report.sha}, ${report.context}, ${report.state}, ${report.description}, ${report.targetUrl}
    FROM "Source" s
    WHERE s."projectId" = ${report.projectId} AND s.enabled AND s.api ->> 'token' IS NOT NULL AND ${isTold}
    ON CONFLICT ("sourceId", sha, context) DO UPDATE SET state = EXCLUDED.state, description = EXCLUDED.description,
      "targetUrl" = COALESCE(EXCLUDED."targetUrl", r."targetUrl"), tries = 0, "nextTryAt" = clock_timestamp(),
      "sentAt" = NULL, error = NULL, "createdAt" = clock_timestamp()`;
}

/** After so long a report is given up; its error stays on the row. */
const giveUp = Prisma.sql`interval '1 day'`;

/** Ids of the reports whose turn to be sent has come. */
export async function listDueStatusReports(tx: Tx, limit: number): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM "StatusReport" WHERE "sentAt" IS NULL AND "nextTryAt" <= clock_timestamp()
      AND "createdAt" > clock_timestamp() - ${giveUp}
    ORDER BY "nextTryAt" LIMIT ${limit}`;
  return rows.map((row) => row.id);
}

export type TakenStatusReport = CommitStatus & {
  id: number;
  projectId: number;
  sourceId: number;
  source: string;
  access: SenderAccess;
};

/** Takes a report to be sent now; its next turn comes later with each try. Null when it is not due, or no longer wanted. */
export async function takeStatusReport(tx: Tx, id: number): Promise<TakenStatusReport | null> {
  const [row] = await tx.$queryRaw<(Omit<TakenStatusReport, "access"> & { kind: SourceKind; api: unknown })[]>`
    UPDATE "StatusReport" r SET tries = tries + 1,
      "nextTryAt" = clock_timestamp() + make_interval(secs => LEAST(15 * 2 ^ LEAST(tries, 10), 1800))
    FROM "Source" s
    WHERE r.id = ${id} AND s.id = r."sourceId" AND s.enabled AND r."sentAt" IS NULL
      AND r."nextTryAt" <= clock_timestamp() -- another worker is sending it
    RETURNING r.id, r.sha, r.context, r.state, r.description, r."targetUrl", s."projectId", r."sourceId",
      s.name AS source, s.kind, s.api`;
  const access = row && toSenderAccess(row);
  return row && access ? { ...row, access } : null;
}

/** Notes that a report was taken, or why not. What has become newer meanwhile is still to be sent. */
export async function settleStatusReport(tx: Tx, sent: TakenStatusReport, error: string | null): Promise<void> {
  await tx.$executeRaw`
    UPDATE "StatusReport" SET "sentAt" = CASE WHEN ${error}::text IS NULL THEN clock_timestamp() END, error = ${error}
    WHERE id = ${sent.id}
      AND state = ${sent.state} AND description = ${sent.description} AND "sentAt" IS NULL -- a newer one came`;
}
