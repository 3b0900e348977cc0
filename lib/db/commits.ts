import type { Commit } from "./generated/client";
import type { Tx } from "./transaction";

export type NewCommit = {
  sha: string;
  author: string;
  authorEmail: string;
  message: string;
  /** Null: now, by the database clock. */
  landedAt: Date | null;
};

/** Stores trunk commits after the ones there are, in the order given (oldest first). Known ones are left alone. */
export async function insertCommits(tx: Tx, projectId: number, commits: NewCommit[]): Promise<number> {
  const [last] = await tx.$queryRaw<[{ position: number }]>`
    SELECT COALESCE(max(position), 0)::int AS position FROM "Commit" WHERE "projectId" = ${projectId}`;
  let position = last.position;
  let stored = 0;
  for (const commit of commits) {
    stored += await tx.$executeRaw`
      INSERT INTO "Commit" ("projectId", sha, position, author, "authorEmail", message, "landedAt")
      VALUES (${projectId}, ${commit.sha}, ${++position}, ${commit.author}, ${commit.authorEmail}, ${commit.message},
        COALESCE(${commit.landedAt}::timestamptz, clock_timestamp()))
      ON CONFLICT ("projectId", sha) DO UPDATE SET orphaned = FALSE, position = EXCLUDED.position
        WHERE "Commit".orphaned`;
  }
  return stored;
}

export async function findCommit(tx: Tx, projectId: number, sha: string): Promise<Commit | null> {
  return tx.commit.findUnique({ where: { projectId_sha: { projectId, sha } } });
}

/** The newest commit that is still on the trunk as it was last seen. */
export async function findTrunkHead(tx: Tx, projectId: number): Promise<Commit | null> {
  return tx.commit.findFirst({ where: { projectId, orphaned: false }, orderBy: { position: "desc" } });
}

/** The newest `limit` trunk commits, newest first. */
export async function listNewestCommits(tx: Tx, projectId: number, limit: number): Promise<Commit[]> {
  return tx.commit.findMany({ where: { projectId, orphaned: false }, orderBy: { position: "desc" }, take: limit });
}

/** Commits that a rewritten trunk no longer holds. They are kept, and never deployed. */
export async function orphanCommits(tx: Tx, projectId: number, shas: string[]): Promise<number> {
  const { count } = await tx.commit.updateMany({ where: { projectId, sha: { in: shas } }, data: { orphaned: true } });
  return count;
}

export async function markCommitBad(
  tx: Tx,
  mark: { projectId: number; sha: string; reason: string; by: string },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Commit" SET "badReason" = ${mark.reason}, "badBy" = ${mark.by}, "badAt" = clock_timestamp()
    WHERE "projectId" = ${mark.projectId} AND sha = ${mark.sha}`;
}

/** A commit is bad no more, and no commit is named by a person as the one that undoes it. */
export async function clearCommitMark(tx: Tx, mark: { projectId: number; sha: string }): Promise<void> {
  await tx.commit.updateMany({
    where: mark,
    data: { badReason: null, badBy: null, badAt: null, revertedBy: null, revertNamedBy: null },
  });
}

/** A person names the commit that undoes another. */
export async function nameRevert(
  tx: Tx,
  revert: { projectId: number; sha: string; revertedBy: string; by: string },
): Promise<void> {
  const { projectId, sha, revertedBy, by } = revert;
  await tx.commit.updateMany({ where: { projectId, sha }, data: { revertedBy, revertNamedBy: by } });
}

/** Keeps a commit, and what follows it, from being deployed; false when it is locked already. */
export async function setCommitLock(
  tx: Tx,
  lock: { projectId: number; sha: string; reason: string; by: string },
): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE "Commit" SET "lockReason" = ${lock.reason}, "lockBy" = ${lock.by}, "lockedAt" = clock_timestamp()
    WHERE "projectId" = ${lock.projectId} AND sha = ${lock.sha}
      AND "lockedAt" IS NULL -- the first of two people counts`;
  return written > 0;
}

/** Lets a locked commit go; false when it is not locked. */
export async function clearCommitLock(tx: Tx, lock: { projectId: number; sha: string }): Promise<boolean> {
  const written = await tx.commit.updateMany({
    where: { ...lock, lockedAt: { not: null } },
    data: { lockReason: null, lockBy: null, lockedAt: null, lockedByRollout: null },
  });
  return written.count > 0;
}

/** Notes which commit undoes another, as git says it; null = none does any more. What a person named stays. */
export async function setReverted(
  tx: Tx,
  revert: { projectId: number; sha: string; revertedBy: string | null },
): Promise<void> {
  await tx.commit.updateMany({
    where: { projectId: revert.projectId, sha: revert.sha, revertNamedBy: null },
    data: { revertedBy: revert.revertedBy },
  });
}

/** These commits of a project, oldest first. */
export async function findCommits(tx: Tx, projectId: number, shas: string[]): Promise<Commit[]> {
  return tx.commit.findMany({ where: { projectId, sha: { in: shas } }, orderBy: { position: "asc" } });
}
