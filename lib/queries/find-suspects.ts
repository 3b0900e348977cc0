import type { SuspectsView } from "@/lib/contracts/history-views";
import type { ProjectRow } from "@/lib/db/projects";
import { type CommitRow, listCommitsInPlaces, listRolloutsOfCommit } from "@/lib/db/read-commits";
import { findFirstRecord, findHostNames, listHostSpans } from "@/lib/db/read-history";
import { readStamp } from "@/lib/db/read-projects";
import { listRolloutFactsBetween } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import { describeSearch } from "@/lib/domain/history/describe-suspect";
import { graceMs, lookBackMs, rankSuspects, type Suspect } from "@/lib/domain/history/rank-suspects";
import { groupSpans, type HostSpan, listSpansUntil } from "@/lib/domain/history/trace-commit";
import { SauronError } from "@/lib/errors";
import { toTime } from "./build-rollout-summaries";
import { toPastCommit } from "./read-past";
import { refuseFuture } from "./refuse-future";

const mostSuspects = 50;
/** A first rollout may bring the whole history; its newest commits are the ones of interest. */
const mostCommits = 1000;
/** A rollback so long before the error is told with it. */
const wentBackWithinMs = 30 * 60_000;

export type Sighting = { since: Date; until: Date | null; hosts: string[] | null };

/**
 * The commits whose spread over the hosts fits an error, best first.
 * @throws SauronError "bad-request" for a time to come, an end before the beginning, or hosts the project never had
 */
export async function findSuspects(
  tx: Tx,
  project: ProjectRow,
  { since, until, hosts }: Sighting,
): Promise<SuspectsView> {
  const { now } = await readStamp(tx);
  refuseFuture(since, now);
  if (until && until < since) throw new SauronError("bad-request", "`until` lies before `since`.");
  if (hosts) await refuseUnknownHosts(tx, project, hosts);
  const error = { since: since.getTime(), until: until?.getTime() ?? null, hosts };
  // Up to now: what a host said after it had been silent tells what it may have run meanwhile.
  const spans = await listHostSpans(tx, project.id, { from: new Date(error.since - lookBackMs), to: now });
  // Not of what came later: of an error of long ago that would be all of the newest commits, and none of its own.
  const inTime = listSpansUntil(groupSpans(spans), error.since + graceMs);
  const suspects = rankSuspects(error, spans, await listCommitsOf(tx, project, inTime));
  const recordedSince = await findFirstRecord(tx, project.id);
  return {
    project: project.slug,
    since: since.toISOString(),
    until: toTime(until),
    hosts,
    recordedSince: toTime(recordedSince),
    sentence: describeSearch(suspects, {
      error,
      wentBack: await listRollbacksBefore(tx, project, since),
      since: recordedSince?.getTime() ?? null,
    }),
    suspects: await Promise.all(suspects.slice(0, mostSuspects).map((suspect) => buildSuspect(tx, project, suspect))),
    more: Math.max(0, suspects.length - mostSuspects),
    serverTime: now.toISOString(),
  };
}

async function refuseUnknownHosts(tx: Tx, project: ProjectRow, hosts: string[]): Promise<void> {
  if (hosts.length === 0) throw new SauronError("bad-request", "`hosts` names no host: leave it out, or name some.");
  const known = new Set(await findHostNames(tx, project.id, hosts));
  const unknown = hosts.filter((host) => !known.has(host));
  if (unknown.length === 0) return;
  throw new SauronError("bad-request", `Project "${project.slug}" never had a host ${unknown.slice(0, 5).join(", ")}.`);
}

/** Commits that came or went anywhere in these spans. */
async function listCommitsOf(tx: Tx, project: ProjectRow, spans: HostSpan[]): Promise<CommitRow[]> {
  const places = spans.flatMap((span) => [span.position, span.broughtFrom].filter((place) => place !== null));
  if (places.length === 0) return [];
  const [after, upTo] = places.reduce(([low, high], place) => [Math.min(low, place), Math.max(high, place)], [
    Number.MAX_SAFE_INTEGER,
    0,
  ] as [number, number]);
  return listCommitsInPlaces(tx, { projectId: project.id, after, upTo, limit: mostCommits });
}

async function listRollbacksBefore(tx: Tx, project: ProjectRow, since: Date): Promise<number[]> {
  const from = new Date(since.getTime() - wentBackWithinMs);
  const rollouts = await listRolloutFactsBetween(tx, { projectId: project.id, from, to: since, limit: 20 });
  return rollouts.filter((rollout) => rollout.kind === "rollback").map((rollout) => rollout.number);
}

async function buildSuspect(
  tx: Tx,
  project: ProjectRow,
  { commit, score, reasons, firstAt, affected, others }: Suspect<CommitRow>,
): Promise<SuspectsView["suspects"][number]> {
  const rollouts = await listRolloutsOfCommit(tx, { projectId: project.id, position: commit.position });
  return {
    ...toPastCommit(commit),
    score,
    reasons,
    firstAt: new Date(firstAt).toISOString(),
    affected,
    others,
    rollouts: rollouts.map((rollout) => rollout.number),
  };
}
