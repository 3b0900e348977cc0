import { findCommit } from "@/lib/db/commits";
import { type HostRow, listParticipants } from "@/lib/db/hosts";
import type { ProjectRow } from "@/lib/db/projects";
import { type CommitRow, findCommitByPrefix, listCommitsBetween } from "@/lib/db/read-commits";
import {
  findNewestOnHosts,
  listMarkedUnsafe,
  listPastRevisions,
  type TrunkStretch,
  type UndoneRollout,
} from "@/lib/db/rollbacks";
import { findForemost } from "@/lib/db/rollouts-ahead";
import type { Tx } from "@/lib/db/transaction";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { findUnsafeMark } from "@/lib/domain/rollback/find-unsafe-mark";
import {
  findRollbackRisks,
  listRollbackCandidates,
  type RollbackCandidate,
} from "@/lib/domain/rollback/rollback-targets";
import { type RolloutState, rolloutStatePhrases } from "@/lib/domain/rollout/states";
import { SauronError } from "@/lib/errors";

/** A rollback as it would be now. */
export type FoundRollback = {
  undoes: { number: number; kind: UndoneRollout["kind"]; state: string };
  /** What leaves production. */
  fromRevision: string;
  toRevision: string;
  candidates: RollbackCandidate[];
  /** Commits that leave production, oldest first: the newest of them. */
  removed: CommitRow[];
  removedCount: number;
  /** The stretch of the trunk that leaves production; null = nobody knows where it lies. */
  stretch: TrunkStretch | null;
  /** Hosts that are taken back, and how many run the target already. */
  hosts: HostRow[];
  hostsThere: number;
  risks: string[];
  /** Why it cannot begin now; null = it can. */
  refusal: string | null;
  /** The rollout that has to end first; null = none. */
  inTheWay: { number: number; state: RolloutState } | null;
};

export type RollbackWanted = {
  /** Sha of the target or the beginning of it; null = the last good revision. */
  to: string | null;
  /** Also hosts that run the target already. */
  allHosts: boolean;
  /** What is taken back; null = the newest that left something on the fleet. */
  undoes: UndoneRollout | null;
};

/** Commits of a range that are listed. */
const mostRemoved = 500;

/**
 * @throws SauronError "conflict" when there is nothing to roll back or nothing good to go back to, "not-found" for an
 *   unknown commit
 */
export async function findRollback(tx: Tx, project: ProjectRow, wanted: RollbackWanted): Promise<FoundRollback> {
  const undone = wanted.undoes ?? (await findNewestOnHosts(tx, project.id));
  if (!undone) throw new SauronError("conflict", "No rollout has left anything on the fleet: nothing to roll back.");
  const leaving = whatLeaves(undone);
  const from = await findCommit(tx, project.id, leaving.revision);
  const past = await listPastRevisions(tx, { projectId: project.id, before: undone.number });
  const place = { revision: leaving.revision, position: from?.position ?? null };
  const candidates = listRollbackCandidates(past, place);
  const target = await chooseTarget(tx, project, { to: wanted.to, candidates, from, undone });
  const range = await readRemoved(tx, project, { from, target });
  const all = await listParticipants(tx, project.id);
  const hosts = wanted.allHosts ? all : all.filter((host) => host.currentRevision !== target.revision);
  // What is only proposed is in nobody's way.
  const inTheWay = await findForemost(tx, project.id);
  return {
    undoes: { number: leaving.undoes, kind: undone.kind, state: undone.state },
    fromRevision: leaving.revision,
    toRevision: target.revision,
    candidates,
    ...range,
    hosts,
    hostsThere: all.filter((host) => host.currentRevision === target.revision).length,
    risks: findRollbackRisks({
      toRevision: target.revision,
      candidate: target.candidate,
      orphaned: target.commit?.orphaned ?? false,
      unsafe: await listUnsafe(tx, range.stretch),
    }),
    refusal: describeRefusal({ hosts, inTheWay, toRevision: target.revision }),
    inTheWay,
  };
}

/** A rollback that did not reach its end has left the same behind as what it was to take back. */
function whatLeaves({ kind, state, fromRevision, toRevision, undoes, number }: UndoneRollout) {
  const isHalfBack = kind === "rollback" && state !== "succeeded" && fromRevision !== null;
  return isHalfBack ? { revision: fromRevision, undoes: undoes ?? number } : { revision: toRevision, undoes: number };
}

type Target = { revision: string; commit: CommitRow | null; candidate: RollbackCandidate | null };

async function chooseTarget(
  tx: Tx,
  project: ProjectRow,
  scene: { to: string | null; candidates: RollbackCandidate[]; from: CommitRow | null; undone: UndoneRollout },
): Promise<Target> {
  const { to, candidates, from, undone } = scene;
  if (to === null) {
    const good = candidates.find((candidate) => candidate.isGood);
    if (!good) {
      const message = `No rollout before #${undone.number} was fully good: name the commit to go back to.`;
      throw new SauronError("conflict", message);
    }
    return { revision: good.revision, commit: await findCommit(tx, project.id, good.revision), candidate: good };
  }
  const commit = await findCommitByPrefix(tx, project.id, to);
  if (!commit) throw new SauronError("not-found", `Project "${project.slug}" has no commit ${to}.`);
  const candidate = candidates.find(({ revision }) => revision === commit.sha) ?? null;
  if (candidate === null && from !== null && commit.position >= from.position) {
    throw new SauronError("conflict", describeNotOlder(commit.sha, from.sha));
  }
  return { revision: commit.sha, commit, candidate };
}

/** Of all commits that would leave production, also those too many to be listed. */
async function listUnsafe(tx: Tx, stretch: TrunkStretch | null): Promise<{ sha: string; why: string }[]> {
  const marked = stretch ? await listMarkedUnsafe(tx, stretch) : [];
  return marked.flatMap(({ sha, message }) => {
    const why = findUnsafeMark(message);
    return why === null ? [] : [{ sha, why }];
  });
}

function describeNotOlder(to: string, from: string): string {
  if (to === from) return `Commit ${shortSha(from)} is the one that is to leave production: choose an older one.`;
  return `Commit ${shortSha(to)} is not older than ${shortSha(from)}, which is to leave production.`;
}

async function readRemoved(
  tx: Tx,
  project: ProjectRow,
  { from, target: { commit } }: { from: CommitRow | null; target: Target },
): Promise<Pick<FoundRollback, "removed" | "removedCount" | "stretch">> {
  if (!from || !commit) return { removed: [], removedCount: 0, stretch: null };
  const range = { projectId: project.id, from: from.sha, to: commit.sha, count: 0, limit: mostRemoved };
  const removed = await listCommitsBetween(tx, range);
  const stretch = { projectId: project.id, after: commit.position, upTo: from.position };
  return { removed, removedCount: stretch.upTo - stretch.after, stretch };
}

function describeRefusal({
  hosts,
  inTheWay,
  toRevision,
}: Pick<FoundRollback, "hosts" | "inTheWay" | "toRevision">): string | null {
  if (inTheWay) return `Rollout #${inTheWay.number} ${rolloutStatePhrases[inTheWay.state]}: it has to end first.`;
  return hosts.length === 0 ? `Every host runs ${shortSha(toRevision)} already.` : null;
}
