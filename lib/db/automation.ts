import type { RolloutState } from "@/lib/domain/rollout/states";
import { finalRolloutStates } from "@/lib/domain/rollout/states";
import type { TestRunStatus } from "@/lib/domain/test-run/derive-test-status";
import { Prisma } from "./generated/client";
import type { Tx } from "./transaction";

/** An attempt of a waiting commit; times in epoch seconds. */
export type WaitingAttemptRow = {
  context: string;
  attempt: number;
  status: TestRunStatus;
  startedAt: number | null;
  finishedAt: number | null;
  rerunAt: number | null;
};

/** A trunk commit as far as the selection goes, with every attempt reported for it. */
export type WaitingCommitRow = {
  sha: string;
  /** Epoch seconds. */
  landedAt: number;
  bad: boolean;
  locked: boolean;
  revertedBy: string | null;
  attempts: WaitingAttemptRow[] | null;
};

/** The trunk commits after `position`, oldest first. One text: thousands of rows cost several times as much. */
export async function listWaitingCommits(tx: Tx, projectId: number, position: number): Promise<WaitingCommitRow[]> {
  const [row] = await tx.$queryRaw<[{ commits: string | null }]>`
    SELECT json_agg(json_build_object('sha', c.sha, 'landedAt', extract(epoch FROM c."landedAt")::float8,
        'bad', c."badReason" IS NOT NULL, 'locked', c."lockedAt" IS NOT NULL, 'revertedBy', c."revertedBy",
        'attempts', t.attempts) ORDER BY c.position)::text AS commits
    FROM "Commit" c LEFT JOIN (
      SELECT t.sha, json_agg(json_build_object('context', t.context, 'attempt', t.attempt, 'status', t.status,
          'startedAt', extract(epoch FROM t."startedAt")::float8,
          'finishedAt', extract(epoch FROM t."finishedAt")::float8,
          'rerunAt', extract(epoch FROM t."rerunAt")::float8) ORDER BY t.id) AS attempts
      FROM "TestRun" t JOIN "Commit" w ON w."projectId" = t."projectId" AND w.sha = t.sha
      WHERE w."projectId" = ${projectId} AND w.position > ${position} AND NOT w.orphaned
      GROUP BY t.sha
    ) t ON t.sha = c.sha
    WHERE c."projectId" = ${projectId} AND c.position > ${position} AND NOT c.orphaned`;
  return row.commits === null ? [] : (JSON.parse(row.commits) as WaitingCommitRow[]);
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

/** Seconds the newest succeeded rollouts took, newest first. */
export async function listRolloutSeconds(tx: Tx, projectId: number, limit: number): Promise<number[]> {
  const rows = await tx.$queryRaw<{ seconds: number }[]>`
    SELECT extract(epoch FROM "endedAt" - "startedAt")::float8 AS seconds FROM "Rollout"
    WHERE "projectId" = ${projectId} AND state = 'succeeded' AND "startedAt" IS NOT NULL
    ORDER BY number DESC LIMIT ${limit}`;
  return rows.map((row) => row.seconds);
}

export type NumberedState = { id: number; number: number; state: RolloutState };

/** The newest rollout that has ended after it was started, and the one that has not ended. */
export async function findNeighbours(
  tx: Tx,
  projectId: number,
): Promise<{ previous: NumberedState | null; inFlight: NumberedState | null }> {
  const rows = await tx.$queryRaw<NumberedState[]>`
    (SELECT id, number, state FROM "Rollout" WHERE "projectId" = ${projectId}
      AND state IN ('succeeded', 'failed', 'aborted') ORDER BY number DESC LIMIT 1)
    UNION ALL
    (SELECT id, number, state FROM "Rollout" WHERE "projectId" = ${projectId}
      AND state NOT IN (${Prisma.join([...finalRolloutStates])}) ORDER BY number DESC LIMIT 1)`;
  const hasEnded = (row: NumberedState) => (finalRolloutStates as readonly string[]).includes(row.state);
  return { previous: rows.find(hasEnded) ?? null, inFlight: rows.find((row) => !hasEnded(row)) ?? null };
}
