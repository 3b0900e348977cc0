import {
  findTrunkHead,
  insertCommits,
  listNewestCommits,
  type NewCommit,
  orphanCommits,
  setReverted,
} from "@/lib/db/commits";
import {
  findProject,
  haltProject,
  type ProjectRow,
  recordFetch,
  setBaseline,
  withRepositoryLock,
} from "@/lib/db/projects";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { detectRevert, findReverts } from "@/lib/domain/commit/detect-revert";
import type { MirrorCommit, RepositoryMirror } from "@/lib/integrations/git/repository-mirror";
import { systemActor, type WorkerContext } from "../context";

/** Commits of the past a new project is given, to show where it comes from; none of them is backlog but the newest. */
const history = 200;

/** How far back a commit is looked for that a new one reverts. */
const revertReach = 1000;

/** Commits stored by one look at the most; the rest comes with the next. */
const mostAtOnce = 10_000;

/** Reads the repository, stores what is new on the trunk, and lets the automation look. */
export async function fetchTrunk(ctx: WorkerContext, job: { projectId: number }): Promise<void> {
  const project = await findProject(ctx.db.prisma, job.projectId);
  if (!project) return;
  const alone = await withRepositoryLock(ctx.db, project.id, () => readRepository(ctx, project));
  if (!alone) {
    // Another worker is reading, and may have begun before the commit that woke us.
    await ctx.queue.enqueue("fetch-trunk", job, { delayMs: 1000, key: `${job.projectId}-again` });
    return;
  }
  await ctx.queue.enqueue("decide", { projectId: project.id });
}

async function readRepository(ctx: WorkerContext, { id }: ProjectRow): Promise<void> {
  // Read again under the lock: whoever had it before may have stored what we are about to see.
  const project = await findProject(ctx.db.prisma, id);
  if (!project) return;
  const mirror = ctx.openMirror(project);
  const fetched = await mirror.fetchTrunk();
  await inTransaction(ctx.db.prisma, async (tx) => {
    if (fetched.ok && fetched.head !== project.trunkHead) await storeTrunk(tx, project, mirror, fetched.head);
    await recordFetch(tx, id, fetched);
  });
}

async function storeTrunk(tx: Tx, project: ProjectRow, mirror: RepositoryMirror, head: string): Promise<void> {
  const known = await findTrunkHead(tx, project.id);
  if (known === null) {
    const past = await mirror.listTrunk({ after: null, head, limit: history });
    await insertCommits(
      tx,
      project.id,
      past.map((commit) => toNewCommit(commit, new Date(commit.committedAt))),
    );
    await setBaseline(tx, project.id, past.length - 1);
    return;
  }
  const base = (await mirror.isOnTrunk(known.sha, head)) ? known.sha : await orphanRewritten(tx, project, mirror, head);
  const fresh = await mirror.listTrunk({ after: base, head, limit: mostAtOnce });
  await insertCommits(
    tx,
    project.id,
    fresh.map((commit) => toNewCommit(commit, null)),
  );
  if (fresh.some((commit) => detectRevert(commit.message) !== null)) await noteReverts(tx, project.id);
}

/**
 * The trunk was rewritten: what it no longer holds is orphaned, and the automation waits for a person.
 * Returns the newest commit that both trunks hold; null when they share none.
 */
async function orphanRewritten(
  tx: Tx,
  project: ProjectRow,
  mirror: RepositoryMirror,
  head: string,
): Promise<string | null> {
  const gone: string[] = [];
  let shared: string | null = null;
  for (const { sha } of await listNewestCommits(tx, project.id, mostAtOnce)) {
    if (await mirror.isOnTrunk(sha, head)) {
      shared = sha;
      break;
    }
    gone.push(sha);
  }
  await orphanCommits(tx, project.id, gone);
  const commits = gone.length === 1 ? "1 commit is" : `${gone.length} commits are`;
  const reason = `The trunk ${project.trunk} was rewritten: ${commits} no longer on it.`;
  await haltProject(tx, { projectId: project.id, reason, rollout: null, actor: systemActor });
  return shared;
}

/** Works the reverts out afresh, since a revert may itself be reverted. */
async function noteReverts(tx: Tx, projectId: number): Promise<void> {
  const recent = await listNewestCommits(tx, projectId, revertReach);
  const reverts = findReverts(recent.toReversed());
  for (const { sha, revertedBy } of recent) {
    const now = reverts.get(sha) ?? null;
    if (now !== revertedBy) await setReverted(tx, { projectId, sha, revertedBy: now });
  }
}

/** @param landedAt null = now */
function toNewCommit(commit: MirrorCommit, landedAt: Date | null): NewCommit {
  const { sha, author, authorEmail, message } = commit;
  return { sha, author, authorEmail, message, landedAt };
}
