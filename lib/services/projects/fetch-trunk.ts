import { findTrunkHead, insertCommits, listNewestCommits, type NewCommit, orphanCommits } from "@/lib/db/commits";
import { findProject, haltProject, type ProjectRow, recordFetch, setBaseline } from "@/lib/db/projects";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { workAlone } from "@/lib/db/work-alone";
import { detectRevert } from "@/lib/domain/commit/detect-revert";
import { SauronError } from "@/lib/errors";
import type { MirrorCommit, RepositoryMirror } from "@/lib/integrations/git/repository-mirror";
import { noteReverts } from "../commits/note-reverts";
import { systemActor, type WorkerContext } from "../context";
import { queueTests } from "../test-runs/queue-tests";

/** Commits of the past a new project is given, to show where it comes from; none of them is backlog but the newest. */
const history = 200;

/** Commits stored by one look at the most, the newest ones. */
const mostAtOnce = 100_000;

/** Reads the repository, stores what is new on the trunk, and lets the automation look. */
export async function fetchTrunk(ctx: WorkerContext, job: { projectId: number }): Promise<void> {
  const { projectId } = job;
  const alone = await workAlone(ctx.db, { what: "repository", id: projectId }, () => readRepository(ctx, projectId));
  if (!alone) {
    // Another worker is reading, and may have begun before the commit that woke us.
    await ctx.queue.enqueue("fetch-trunk", job, { delayMs: 1000, key: `${projectId}-again` });
    return;
  }
  await ctx.queue.enqueue("decide", { projectId });
  const project = await findProject(ctx.db.prisma, projectId);
  if (project) await queueTests(ctx, project);
}

async function readRepository(ctx: WorkerContext, projectId: number): Promise<void> {
  const project = await findProject(ctx.db.prisma, projectId);
  if (!project) return;
  const read = await readTrunk(ctx, project);
  await inTransaction(ctx.db.prisma, async (tx) => {
    if (read.ok && read.news) await storeNews(tx, project, read.news);
    if (!read.ok && read.lacksTrunk) await haltWithoutTrunk(tx, project, read.reason);
    await recordFetch(tx, projectId, read);
  });
}

type TrunkNews = {
  /** The project is new: these commits are its past. */
  isFirst: boolean;
  /** Oldest first. */
  fresh: MirrorCommit[];
  /** Commits that a rewritten trunk no longer holds. */
  gone: string[];
};

type TrunkRead = { ok: true; head: string; news: TrunkNews | null } | { ok: false; reason: string; lacksTrunk?: true };

/** Everything git has to say, read before the database is written: git may be slow, and may fail. */
async function readTrunk(ctx: WorkerContext, project: ProjectRow): Promise<TrunkRead> {
  const mirror = ctx.openMirror(project);
  const fetched = await mirror.fetchTrunk();
  if (!fetched.ok) return fetched;
  const { head } = fetched;
  if (head === project.trunkHead) return { ok: true, head, news: null };
  try {
    return { ok: true, head, news: await readNews(ctx, project, mirror, head) };
  } catch (error) {
    if (!(error instanceof SauronError)) throw error;
    return { ok: false, reason: error.message };
  }
}

async function readNews(
  ctx: WorkerContext,
  project: ProjectRow,
  mirror: RepositoryMirror,
  head: string,
): Promise<TrunkNews> {
  const known = await findTrunkHead(ctx.db.prisma, project.id);
  if (known === null) {
    return { isFirst: true, fresh: await mirror.listTrunk({ after: null, head, limit: history }), gone: [] };
  }
  if (await mirror.isOnTrunk(known.sha, head)) {
    return { isFirst: false, fresh: await mirror.listTrunk({ after: known.sha, head, limit: mostAtOnce }), gone: [] };
  }
  // The trunk was rewritten: what both hold is kept, and the rest of the new one is fresh.
  const now = await mirror.listTrunk({ after: null, head, limit: mostAtOnce });
  const place = new Map(now.map((commit, index) => [commit.sha, index]));
  const before = await listNewestCommits(ctx.db.prisma, project.id, mostAtOnce);
  const shared = before.findIndex((commit) => place.has(commit.sha));
  const gone = (shared < 0 ? before : before.slice(0, shared)).map((commit) => commit.sha);
  const fresh = shared < 0 ? now.slice(-history) : now.slice((place.get(before[shared]?.sha ?? "") ?? -1) + 1);
  return { isFirst: false, fresh, gone };
}

async function storeNews(tx: Tx, project: ProjectRow, { isFirst, fresh, gone }: TrunkNews): Promise<void> {
  if (gone.length > 0) await orphan(tx, project, gone);
  const landedAt = (commit: MirrorCommit) => (isFirst ? new Date(commit.committedAt) : null);
  await insertCommits(
    tx,
    project.id,
    fresh.map((commit) => toNewCommit(commit, landedAt(commit))),
  );
  if (isFirst) await setBaseline(tx, project.id, fresh.length - 1);
  else if (fresh.some((commit) => detectRevert(commit.message) !== null)) await noteReverts(tx, project.id);
}

/**
 * A trunk that was there is gone: nothing is removed, and the automation waits for a person. Whoever resumes it knows; it
 * halts again only when the trunk came back and was deleted once more.
 */
async function haltWithoutTrunk(tx: Tx, project: ProjectRow, found: string): Promise<void> {
  if (project.trunkHead === null || project.fetchError === found) return;
  const reason = `The trunk ${project.trunk} was deleted in the repository.`;
  await haltProject(tx, { projectId: project.id, reason, rollout: null, actor: systemActor });
}

/** What a rewritten trunk no longer holds is kept, never deployed, and the automation waits for a person. */
async function orphan(tx: Tx, project: ProjectRow, gone: string[]): Promise<void> {
  await orphanCommits(tx, project.id, gone);
  const commits = gone.length === 1 ? "1 commit is" : `${gone.length} commits are`;
  const reason = `The trunk ${project.trunk} was rewritten: ${commits} no longer on it.`;
  await haltProject(tx, { projectId: project.id, reason, rollout: null, actor: systemActor });
}

/** @param landedAt null = now */
function toNewCommit(commit: MirrorCommit, landedAt: Date | null): NewCommit {
  const { sha, author, authorEmail, message } = commit;
  return { sha, author, authorEmail, message, landedAt };
}
