import { rerunnableKinds, type SourceKind } from "@/lib/contracts/intake-views";
import { builtInContext } from "@/lib/domain/test-run/built-in-runner";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { findBacklogStart } from "./automation";
import { Prisma } from "./generated/client";
import { notifyChange } from "./notify";
import { type SenderAccess, toSenderAccess } from "./sender-access";
import type { Tx } from "./transaction";

/** A sender is not asked about the same run more often than this. */
const askAgain = Prisma.sql`interval '5 minutes'`;

const mayBeAsked = Prisma.sql`s.enabled AND s.api IS NOT NULL
  AND COALESCE(t."askedAt", '-infinity') < clock_timestamp() - ${askAgain}`;

/** An unfinished run of a sender that can be asked. Times in epoch seconds. */
export type UnheardRun = {
  id: number;
  projectId: number;
  context: string;
  status: TestRunStatus;
  since: number;
  now: number;
};

/** Unfinished runs of the last week whose senders may be asked now, and have had a minute to speak. */
export async function listUnheardRuns(tx: Tx, limit: number): Promise<UnheardRun[]> {
  return tx.$queryRaw<UnheardRun[]>`
    SELECT t.id, t."projectId", t.context, t.status,
      extract(epoch FROM GREATEST(t."startedAt", t."createdAt"))::float8 AS since,
      extract(epoch FROM clock_timestamp())::float8 AS now
    FROM "TestRun" t JOIN "Source" s ON s.id = t."sourceId"
    WHERE t.status IN ('queued', 'pending', 'running') AND ${mayBeAsked}
      AND GREATEST(t."startedAt", t."createdAt") BETWEEN clock_timestamp() - interval '7 days'
        AND clock_timestamp() - interval '1 minute'
      AND NOT EXISTS (SELECT 1 FROM "TestRun" n WHERE n."projectId" = t."projectId" AND n.sha = t.sha
        AND n.context = t.context AND n.attempt > t.attempt)
    ORDER BY t.id DESC LIMIT ${limit}`;
}

export type RunOfSender = {
  id: number;
  projectId: number;
  sha: string;
  context: string;
  attempt: number;
  status: TestRunStatus;
  externalId: string | null;
  source: string;
  sourceId: number;
  access: SenderAccess;
};

type SenderRow = Omit<RunOfSender, "access"> & { kind: SourceKind; api: unknown };

/** Takes the turn to ask about a run; null when another has it, or the sender can no longer be asked. */
export async function claimAsk(tx: Tx, id: number): Promise<RunOfSender | null> {
  const [row] = await tx.$queryRaw<SenderRow[]>`
    UPDATE "TestRun" t SET "askedAt" = clock_timestamp()
    FROM "Source" s
    WHERE t.id = ${id} AND s.id = t."sourceId" AND ${mayBeAsked} -- another worker is asking
    RETURNING t.id, t."projectId", t.sha, t.context, t.attempt, t.status, t."externalId", t.source, t."sourceId",
      s.kind, s.api`;
  return withAccess(row);
}

/** A run with the way to its sender; null when there is none. */
export async function findRunOfSender(tx: Tx, id: number): Promise<RunOfSender | null> {
  const [row] = await tx.$queryRaw<SenderRow[]>`
    SELECT t.id, t."projectId", t.sha, t.context, t.attempt, t.status, t."externalId", t.source, t."sourceId",
      s.kind, s.api
    FROM "TestRun" t JOIN "Source" s ON s.id = t."sourceId" WHERE t.id = ${id} AND s.enabled`;
  return withAccess(row);
}

function withAccess(row: SenderRow | undefined): RunOfSender | null {
  const access = row && toSenderAccess(row);
  return row && access ? { ...row, access } : null;
}

/** Notes on a run what came of asking for it. */
export async function noteAnswer(tx: Tx, run: { id: number; projectId: number }, reason: string): Promise<void> {
  await tx.testRun.update({ where: { id: run.id }, data: { reason } });
  await notifyChange(tx, { project: run.projectId });
}

/** Notes that another attempt was asked for; false when that was done before. */
export async function markRerun(tx: Tx, run: { id: number; projectId: number }): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "TestRun" SET "rerunAt" = clock_timestamp() WHERE id = ${run.id} AND "rerunAt" IS NULL -- asked for once`;
  if (written > 0) await notifyChange(tx, { project: run.projectId });
  return written > 0;
}

export type RerunCandidate = { id: number; sha: string; context: string; isOwn: boolean };

/**
 * Red runs of waiting commits that are the newest of their context, ended within the hour, and can be repeated by Sauron
 * or by their sender, for which it takes a token. A sender that refused once has left a word, and is not asked again.
 */
export async function listRerunCandidates(tx: Tx, projectId: number): Promise<RerunCandidate[]> {
  const start = await findBacklogStart(tx, projectId);
  return tx.$queryRaw<RerunCandidate[]>`
    SELECT t.id, t.sha, t.context, t.context = ${builtInContext} AS "isOwn"
    FROM "TestRun" t JOIN "Commit" c ON c."projectId" = t."projectId" AND c.sha = t.sha
    LEFT JOIN "Source" s ON s.id = t."sourceId"
    WHERE c."projectId" = ${projectId} AND c.position > ${start} AND NOT c.orphaned
      AND t.status IN ('failed', 'errored') AND t."rerunAt" IS NULL
      AND COALESCE(t."finishedAt", t."createdAt") > clock_timestamp() - interval '1 hour'
      AND (t.context = ${builtInContext} OR (t.reason IS NULL AND s.kind = ANY(${[...rerunnableKinds]}::text[])
        AND s.api ->> 'token' IS NOT NULL AND ${mayBeAsked}))
      AND NOT EXISTS (SELECT 1 FROM "TestRun" n WHERE n."projectId" = t."projectId" AND n.sha = t.sha
        AND n.context = t.context AND n.attempt > t.attempt)
    ORDER BY c.position`;
}
