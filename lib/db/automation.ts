import type { RolloutState } from "@/lib/domain/rollout/states";
import { finalRolloutStates } from "@/lib/domain/rollout/states";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { Prisma } from "./generated/client";
import type { Tx } from "./transaction";

/**
 * An attempt of a waiting commit; times in epoch seconds. Of one that has ended and is not asked for again, nothing is
 * decided by its times or its sender: those are not read.
 */
export type WaitingAttemptRow = {
  context: string;
  attempt: number;
  status: TestRunStatus;
  startedAt: number | null;
  finishedAt: number | null;
  rerunAt: number | null;
  createdAt: number;
  source: string;
};

/** A trunk commit as far as the selection goes, with every attempt reported for it. */
export type WaitingCommitRow = {
  sha: string;
  /** Epoch seconds. */
  landedAt: number;
  bad: boolean;
  locked: boolean;
  revertedBy: string | null;
  attempts: WaitingAttemptRow[];
};

type AttemptColumns = [
  context: string,
  attempt: number,
  status: TestRunStatus,
  startedAt?: number | null,
  finishedAt?: number | null,
  rerunAt?: number | null,
  createdAt?: number,
  source?: string,
];

type CommitColumns = Omit<WaitingCommitRow, "attempts"> & { attempts: AttemptColumns[] | null };

/**
 * The trunk commits after `position`, oldest first. One text, and no name of a column repeated for each attempt:
 * thousands of rows cost several times as much.
 */
export async function listWaitingCommits(tx: Tx, projectId: number, position: number): Promise<WaitingCommitRow[]> {
  const [row] = await tx.$queryRaw<[{ commits: string | null }]>`
    SELECT json_agg(json_build_object('sha', c.sha, 'landedAt', date_part('epoch', c."landedAt"),
        'bad', c."badReason" IS NOT NULL, 'locked', c."lockedAt" IS NOT NULL, 'revertedBy', c."revertedBy",
        'attempts', t.attempts) ORDER BY c.position)::text AS commits
    FROM "Commit" c LEFT JOIN (
      SELECT w.id, json_agg(CASE
          WHEN t.status IN ('passed', 'failed', 'errored', 'cancelled') AND t."rerunAt" IS NULL
            THEN json_build_array(t.context, t.attempt, t.status)
          ELSE json_build_array(t.context, t.attempt, t.status, date_part('epoch', t."startedAt"),
            date_part('epoch', t."finishedAt"), date_part('epoch', t."rerunAt"), date_part('epoch', t."createdAt"),
            t.source)
        END ORDER BY t.id) AS attempts
      FROM "TestRun" t JOIN "Commit" w ON w."projectId" = t."projectId" AND w.sha = t.sha
      WHERE w."projectId" = ${projectId} AND w.position > ${position} AND NOT w.orphaned
      GROUP BY w.id
    ) t ON t.id = c.id
    WHERE c."projectId" = ${projectId} AND c.position > ${position} AND NOT c.orphaned`;
  const commits = row.commits === null ? [] : (JSON.parse(row.commits) as CommitColumns[]);
  return commits.map((commit) => ({ ...commit, attempts: (commit.attempts ?? []).map(toAttempt) }));
}

function toAttempt(columns: AttemptColumns): WaitingAttemptRow {
  const [context, attempt, status, startedAt = null, finishedAt = null, rerunAt = null, createdAt = 0, source = ""] =
    columns;
  return { context, attempt, status, startedAt, finishedAt, rerunAt, createdAt, source };
}

/**
 * Position of the last trunk commit that is live or on its way: the target of the newest rollout that succeeded or was
 * accepted and has not ended; the project's baseline before the first.
 */
export async function findBacklogStart(tx: Tx, projectId: number): Promise<number> {
  const [row] = await tx.$queryRaw<[{ position: number }]>`
    SELECT GREATEST(p.baseline, COALESCE((
      SELECT c.position FROM "Rollout" r
      JOIN "Commit" c ON c."projectId" = r."projectId" AND c.sha = r."toRevision"
      WHERE r."projectId" = p.id AND r.state NOT IN ('proposed', 'failed', 'aborted', 'discarded')
      ORDER BY r.number DESC LIMIT 1), 0))::int AS position
    FROM "Project" p WHERE p.id = ${projectId}`;
  return row.position;
}

/** The target of the newest rollout that succeeded. */
export async function findLiveRevision(tx: Tx, projectId: number): Promise<string | null> {
  const row = await tx.rollout.findFirst({
    where: { projectId, state: "succeeded" },
    orderBy: { number: "desc" },
    select: { toRevision: true },
  });
  return row?.toRevision ?? null;
}

/** Whether anybody has ever told of a test of the project. */
export async function hasTestRuns(tx: Tx, projectId: number): Promise<boolean> {
  return (await tx.testRun.findFirst({ where: { projectId }, select: { id: true } })) !== null;
}

/** Seconds the newest succeeded rollouts took, newest first; a rollback in one stroke says nothing about them. */
export async function listRolloutSeconds(tx: Tx, projectId: number, limit: number): Promise<number[]> {
  const rows = await tx.$queryRaw<{ seconds: number }[]>`
    SELECT extract(epoch FROM "endedAt" - "startedAt")::float8 AS seconds FROM "Rollout"
    WHERE "projectId" = ${projectId} AND state = 'succeeded' AND kind <> 'rollback' AND "startedAt" IS NOT NULL
    ORDER BY number DESC LIMIT ${limit}`;
  return rows.map((row) => row.seconds);
}

export type NumberedState = { id: number; number: number; state: RolloutState; slot: number };

/** The newest rollout that has ended after it was started, and the one that has not ended. */
export async function findNeighbours(
  tx: Tx,
  projectId: number,
): Promise<{ previous: NumberedState | null; inFlight: NumberedState | null }> {
  const rows = await tx.$queryRaw<NumberedState[]>`
    (SELECT id, number, state, slot FROM "Rollout" WHERE "projectId" = ${projectId}
      AND state IN ('succeeded', 'failed', 'aborted') ORDER BY number DESC LIMIT 1)
    UNION ALL
    (SELECT id, number, state, slot FROM "Rollout" WHERE "projectId" = ${projectId}
      AND state NOT IN (${Prisma.join([...finalRolloutStates])}) ORDER BY number DESC LIMIT 1)`;
  const hasEnded = (row: NumberedState) => (finalRolloutStates as readonly string[]).includes(row.state);
  return { previous: rows.find(hasEnded) ?? null, inFlight: rows.find((row) => !hasEnded(row)) ?? null };
}
