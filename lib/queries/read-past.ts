import type { PastCommit, PastView } from "@/lib/contracts/history-views";
import type { Actor, RolloutSummary } from "@/lib/contracts/views";
import { findCommits } from "@/lib/db/commits";
import type { ProjectRow } from "@/lib/db/projects";
import { type CommitRow, listCommitsBetween } from "@/lib/db/read-commits";
import {
  countRevisionsAt,
  findFirstRecord,
  listProjectEventsBetween,
  listRolloutsAt,
  type RevisionShareRow,
} from "@/lib/db/read-history";
import { readStamp } from "@/lib/db/read-projects";
import { listRolloutFactsBetween, type RolloutFactsRow } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import { describeFleetAt } from "@/lib/domain/history/describe-fleet-at";
import { visibleText } from "@/lib/domain/visible-text";
import { firstLine } from "./build-commit-views";
import { toTime } from "./build-rollout-summaries";
import { refuseFuture } from "./refuse-future";

/** What changed so long before a moment is told with it. */
const changedWithinMs = 30 * 60_000;
const mostChanges = 50;

/**
 * What a project ran at a moment, what was under way, and what had changed before.
 * @throws SauronError "bad-request" when the moment is still to come
 */
export async function readPast(tx: Tx, project: ProjectRow, at: Date): Promise<PastView> {
  const { now } = await readStamp(tx);
  refuseFuture(at, now);
  const from = new Date(at.getTime() - changedWithinMs);
  const range = { projectId: project.id, from, to: at, limit: mostChanges };
  const shares = await countRevisionsAt(tx, project.id, at);
  const recordedSince = await findFirstRecord(tx, project.id);
  const inFlight = await listRolloutsAt(tx, project.id, at);
  const rollouts = await listRolloutFactsBetween(tx, range);
  const events = await listProjectEventsBetween(tx, range);
  return {
    project: project.slug,
    at: at.toISOString(),
    recordedSince: toTime(recordedSince),
    sentence: describeFleetAt(shares, { at: at.getTime(), since: recordedSince?.getTime() ?? null }),
    fleet: await buildFleet(tx, project, shares),
    inFlight: inFlight.map((rollout) => ({ ...rollout, kind: rollout.kind as RolloutSummary["kind"] })),
    changedSince: from.toISOString(),
    rollouts: await Promise.all(rollouts.map((rollout) => buildPastRollout(tx, rollout))),
    events: events.map(({ at, event, actorKind, actorName, reason }) => ({
      at: at.toISOString(),
      event,
      actor: { kind: actorKind as Actor["kind"], name: actorName },
      reason,
    })),
    serverTime: now.toISOString(),
  };
}

async function buildFleet(tx: Tx, project: ProjectRow, shares: RevisionShareRow[]): Promise<PastView["fleet"]> {
  const revisions = shares.flatMap((share) => share.revision ?? []);
  const commits = new Map((await findCommits(tx, project.id, revisions)).map((commit) => [commit.sha, commit]));
  return shares.map((share) => {
    const commit = share.revision === null ? undefined : commits.get(share.revision);
    return { ...share, commit: commit ? toPastCommit(commit) : null };
  });
}

async function buildPastRollout(tx: Tx, rollout: RolloutFactsRow): Promise<PastView["rollouts"][number]> {
  const { projectId, fromRevision, toRevision, commitCount } = rollout;
  const range = { projectId, from: fromRevision, to: toRevision, count: commitCount, limit: mostChanges };
  const commits = await listCommitsBetween(tx, range);
  return {
    number: rollout.number,
    kind: rollout.kind as RolloutSummary["kind"],
    state: rollout.state,
    startedAt: toTime(rollout.startedAt),
    endedAt: toTime(rollout.endedAt),
    toRevision,
    commitCount,
    commits: commits.map(toPastCommit),
  };
}

export function toPastCommit(commit: CommitRow): PastCommit {
  return {
    sha: commit.sha,
    title: firstLine(commit.message),
    author: visibleText(commit.author),
    bad: commit.badReason === null ? null : { reason: commit.badReason, by: commit.badBy ?? "automation" },
    revertedBy: commit.revertedBy,
  };
}
