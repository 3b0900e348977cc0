import { hasEnded, type TestRunStatus } from "./derive-test-status";

/** A stored attempt of one context, as far as it tells runs of a sender apart. Times in epoch seconds. */
export type KnownAttempt = {
  attempt: number;
  status: TestRunStatus;
  externalId: string | null;
  startedAt: number | null;
  finishedAt: number | null;
};

/** `outdated`: the report is of a run older than the one in force, and tells nothing any more. */
export type ChosenAttempt = { outcome: "attempt"; attempt: number } | { outcome: "outdated"; inForce: number };

/**
 * Which attempt a report belongs to whose sender counts none. The same run of the sender is the same attempt, unless the
 * sender repeated it under its old name; another run that comes later is a new one. Without a name of the run the report
 * speaks of the attempt in force.
 */
export function chooseAttempt(known: readonly KnownAttempt[], report: Omit<KnownAttempt, "attempt">): ChosenAttempt {
  const newestFirst = known.toSorted((a, b) => b.attempt - a.attempt);
  const inForce = newestFirst[0];
  if (inForce === undefined) return { outcome: "attempt", attempt: 1 };
  if (report.externalId === null) return { outcome: "attempt", attempt: inForce.attempt };
  const same = newestFirst.find((run) => run.externalId === report.externalId);
  if (same !== undefined) {
    return { outcome: "attempt", attempt: isRepeated(report, same) ? inForce.attempt + 1 : same.attempt };
  }
  if (isOlder(report, inForce)) return { outcome: "outdated", inForce: inForce.attempt };
  return { outcome: "attempt", attempt: inForce.attempt + 1 };
}

/** Ended with one verdict and, later, with another: both are kept, as together they tell of a flaky test. */
function isRepeated(report: Omit<KnownAttempt, "attempt">, same: KnownAttempt): boolean {
  if (!hasEnded(report.status) || !hasEnded(same.status) || report.status === same.status) return false;
  return report.finishedAt !== null && same.finishedAt !== null && report.finishedAt > same.finishedAt;
}

type Times = Pick<KnownAttempt, "startedAt" | "finishedAt">;

/** By when they started, or else by the last that is known of both; what gives no time is taken as it comes. */
function isOlder(report: Times, inForce: Times): boolean {
  if (report.startedAt !== null && inForce.startedAt !== null) return report.startedAt < inForce.startedAt;
  const told = report.finishedAt ?? report.startedAt;
  const stored = inForce.startedAt ?? inForce.finishedAt;
  return told !== null && stored !== null && told < stored;
}
