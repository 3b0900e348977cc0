import { describeAffected, describeOthers, describeTime } from "./describe-suspect";
import {
  type Arrival,
  findPresence,
  groupSpans,
  type HostSpan,
  type Presence,
  type SpansByHost,
  traceArrivals,
} from "./trace-commit";

/** How far back a commit may have reached its first host and still be asked about. */
export const lookBackMs = 24 * 3600_000;
/** Graphs and clocks are no more exact than that: a commit that came so much later can still be the one. */
export const graceMs = 60_000;
/** A commit that came within this time before the error fits as well as one can. */
const closeMs = 5 * 60_000;
/** After that, its fit halves in each such time. */
const halvingMs = 30 * 60_000;

export type SuspectCommit = { sha: string; position: number };

export type ErrorSighting = {
  /** When the error began, and until when it lasted; null = it is not known to have ended. */
  since: number;
  until: number | null;
  /** Hosts where it was seen; null = nobody said. */
  hosts: readonly string[] | null;
};

/** So many of these hosts ran the commit while the error lasted. */
export type HostShare = { ran: number; total: number; unknown: number };

export type Suspect<Commit extends SuspectCommit = SuspectCommit> = {
  commit: Commit;
  /** 0 to 100: how well its spread over the hosts fits the error. The product of what `reasons` tell. */
  score: number;
  /** Sentences: when it came, how many of the affected hosts ran it, how many of the others. */
  reasons: string[];
  /** When it reached the first host where the error was seen; without such hosts, the first of all. */
  firstAt: number;
  affected: HostShare | null;
  others: HostShare | null;
};

/**
 * Ranks commits by how well their spread over the hosts fits an error. A commit fits when it came shortly before the
 * error began, the affected hosts ran it, and the others did not. One that came only afterwards is no suspect, nor is
 * one that no affected host can have run.
 * @param spans what the hosts ran from `lookBackMs` before the error on
 */
export function rankSuspects<Commit extends SuspectCommit>(
  error: ErrorSighting,
  spans: readonly HostSpan[],
  commits: readonly Commit[],
): Suspect<Commit>[] {
  const byHost = groupSpans(spans);
  return commits
    .map((commit) => weighCommit(error, byHost, commit))
    .filter((suspect) => suspect !== null)
    .sort((a, b) => b.score - a.score || b.commit.position - a.commit.position);
}

function weighCommit<Commit extends SuspectCommit>(
  error: ErrorSighting,
  spans: SpansByHost,
  commit: Commit,
): Suspect<Commit> | null {
  const end = error.until ?? error.since + graceMs;
  const presence = findPresence(spans, commit.position, { since: error.since, end });
  const isAffected = (host: string) => error.hosts === null || error.hosts.includes(host);
  const arrivals = traceArrivals(spans, commit.position).filter((arrival) => isAffected(arrival.host));
  const firstAt = findFirst(arrivals, error.since);
  if (firstAt === null) return null;
  const affected = error.hosts && shareOf(error.hosts, presence);
  const others =
    error.hosts &&
    shareOf(
      [...presence.keys()].filter((host) => !isAffected(host)),
      presence,
    );
  const reasons = [describeTime(error.since - firstAt, error.hosts !== null)];
  if (affected) reasons.push(describeAffected(affected));
  else reasons.push("On which hosts the error was seen is not said: that would tell more.");
  if (others) reasons.push(describeOthers(others));
  const fit = fitOfTime(error.since - firstAt) * fitOfAffected(affected) * fitOfOthers(others);
  return { commit, score: Math.round(100 * fit), reasons, firstAt, affected, others };
}

/** When the first of these hosts got it; to a host that had lost it again, it came when it came back. */
function findFirst(arrivals: readonly Arrival[], since: number): number | null {
  const inTime = arrivals.filter(({ at }) => at > since - lookBackMs && at <= since + graceMs);
  const lastOfHost = new Map(inTime.map(({ host, at }) => [host, at]));
  return lastOfHost.size === 0 ? null : Math.min(...lastOfHost.values());
}

function shareOf(hosts: readonly string[], presence: ReadonlyMap<string, Presence>): HostShare {
  const found = hosts.map((host) => presence.get(host) ?? "nobody could tell");
  return {
    ran: found.filter((each) => each === "ran").length,
    unknown: found.filter((each) => each === "nobody could tell").length,
    total: hosts.length,
  };
}

function fitOfTime(before: number): number {
  if (before < 0) return 0.5;
  return 0.5 ** (Math.max(0, before - closeMs) / halvingMs);
}

/** The share that ran it; hosts that nobody knows about speak neither for nor against it. The time alone proves little. */
function fitOfAffected(share: HostShare | null): number {
  if (share === null) return 0.75;
  const known = share.total - share.unknown;
  return known === 0 ? 0.5 : share.ran / known;
}

/** Hosts that ran it and show no error make it half as likely at most: not every host is asked for everything. */
function fitOfOthers(share: HostShare | null): number {
  const known = share === null ? 0 : share.total - share.unknown;
  return share === null || known === 0 ? 1 : 1 - share.ran / known / 2;
}
