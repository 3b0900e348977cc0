import type { Commit, TestRun } from "./generated/client";
import { rangeEnds, rangeStart } from "./rollout-range";
import type { Tx } from "./transaction";

export type CommitRow = Commit;
export type TestRunRow = TestRun;

/** Trunk commits before a position, newest first. */
export async function listTrunkCommits(
  tx: Tx,
  range: { projectId: number; before: number | null; limit: number },
): Promise<Commit[]> {
  return tx.commit.findMany({
    where: {
      projectId: range.projectId,
      orphaned: false,
      ...(range.before === null ? {} : { position: { lt: range.before } }),
    },
    orderBy: { position: "desc" },
    take: range.limit,
  });
}

/** Trunk commits after a position, oldest first, at most `limit`, and how many there are in all. */
export async function readQueue(
  tx: Tx,
  want: { projectId: number; after: number; limit: number },
): Promise<{ commits: Commit[]; total: number }> {
  const rows = await tx.$queryRaw<(Commit & { total: number })[]>`
    SELECT *, (count(*) OVER ())::int AS total FROM "Commit"
    WHERE "projectId" = ${want.projectId} AND NOT orphaned AND position > ${want.after}
    ORDER BY position LIMIT ${want.limit}`;
  return { commits: rows, total: rows[0]?.total ?? 0 };
}

export type RevisionRange = { projectId: number; from: string | null; to: string; count: number; limit: number };

/**
 * The commits between two revisions, oldest first: those a rollout brings, or for one that goes back those it takes
 * away. Without `from` the `count` commits up to `to`. At most `limit`, the newest.
 */
export async function listCommitsBetween(tx: Tx, range: RevisionRange): Promise<Commit[]> {
  const rows = await tx.$queryRaw<Commit[]>`
    WITH ends AS (
      SELECT (SELECT position FROM "Commit" WHERE "projectId" = ${range.projectId} AND sha = ${range.from}) AS a,
        (SELECT position FROM "Commit" WHERE "projectId" = ${range.projectId} AND sha = ${range.to}) AS b
    )
    SELECT c.* FROM "Commit" c, ends
    WHERE c."projectId" = ${range.projectId}
      AND c.position > LEAST(COALESCE(a, b - ${range.count}), b) AND c.position <= GREATEST(COALESCE(a, b), b)
    ORDER BY c.position DESC LIMIT ${range.limit}`;
  return rows.reverse();
}

/** Trunk commits after one place and up to another, newest first. */
export async function listCommitsInPlaces(
  tx: Tx,
  range: { projectId: number; after: number; upTo: number; limit: number },
): Promise<Commit[]> {
  return tx.commit.findMany({
    where: { projectId: range.projectId, orphaned: false, position: { gt: range.after, lte: range.upTo } },
    orderBy: { position: "desc" },
    take: range.limit,
  });
}

/** Every stored attempt for these commits, oldest first. */
export async function listTestRuns(tx: Tx, projectId: number, shas: string[]): Promise<TestRun[]> {
  if (shas.length === 0) return [];
  return tx.testRun.findMany({ where: { projectId, sha: { in: shas } }, orderBy: { id: "asc" } });
}

export async function findTestRun(tx: Tx, want: { projectId: number; id: number }): Promise<TestRun | null> {
  return tx.testRun.findFirst({ where: want });
}

/** Numbers and states of the rollouts that brought a commit, newest first. */
export async function listRolloutsOfCommit(
  tx: Tx,
  commit: { projectId: number; position: number },
): Promise<{ number: number; state: string }[]> {
  return tx.$queryRaw<{ number: number; state: string }[]>`
    SELECT r.number, r.state FROM "Rollout" r ${rangeEnds}
    WHERE r."projectId" = ${commit.projectId}
      AND ${commit.position} > ${rangeStart} AND ${commit.position} <= t.position
    ORDER BY r.number DESC LIMIT 50`;
}

/** The commit whose sha is, or begins with, `sha`; null when there is none or more than one. */
export async function findCommitByPrefix(tx: Tx, projectId: number, sha: string): Promise<Commit | null> {
  // "g" follows every digit of a sha; unlike LIKE, a range can use the index.
  const rows = await tx.$queryRaw<Commit[]>`
    SELECT * FROM "Commit" WHERE "projectId" = ${projectId} AND sha >= ${sha} AND sha < ${`${sha}g`} LIMIT 2`;
  return rows.length === 1 ? (rows[0] ?? null) : null;
}
