/** What one attempt of a context says. `unknown` is a word that gives no verdict (skipped, or not understood). */
export type TestRunStatus =
  | "queued"
  | "pending"
  | "running"
  | "passed"
  | "failed"
  | "errored"
  | "cancelled"
  | "unknown";

/** What the tests say about a commit. No report yet is `pending`. */
export type CommitTestStatus = "passed" | "failed" | "errored" | "cancelled" | "running" | "pending";

/** One attempt of one context for one commit. Times in epoch seconds, null when the sender gave none. */
export type TestAttempt = {
  context: string;
  attempt: number;
  status: TestRunStatus;
  startedAt: number | null;
  finishedAt: number | null;
};

/** Worst first: the first of these that any context has is the commit's status. */
const worstFirst = ["failed", "errored", "cancelled", "running", "pending"] as const;

const meaningOfStatus = {
  queued: "pending",
  pending: "pending",
  running: "running",
  passed: "passed",
  failed: "failed",
  errored: "errored",
  cancelled: "cancelled",
  unknown: "pending",
} as const satisfies Record<TestRunStatus, CommitTestStatus>;

/**
 * The test status of a commit: the worst of the newest attempts of the `required` contexts, or of every context seen
 * when none is required. A context that is missing, and a commit without any report, count as pending.
 */
export function deriveTestStatus(attempts: readonly TestAttempt[], required: readonly string[] = []): CommitTestStatus {
  const newest = new Map(newestAttempts(attempts).map((run) => [run.context, run.status]));
  const contexts = required.length > 0 ? required : [...newest.keys()];
  if (contexts.length === 0) return "pending";
  const found = new Set(contexts.map((context) => meaningOfStatus[newest.get(context) ?? "unknown"]));
  return worstFirst.find((status) => found.has(status)) ?? "passed";
}

/** The `required` contexts that told nothing; empty = none is required, and there is no report at all; null = neither. */
export function listUnreported(attempts: readonly TestAttempt[], required: readonly string[]): string[] | null {
  const told = new Set(attempts.map((run) => run.context));
  const missing = required.filter((context) => !told.has(context));
  return missing.length > 0 || told.size === 0 ? missing : null;
}

/** The attempt in force of each context: the highest number, then the newest sender time, then the last of the list. */
export function newestAttempts<T extends TestAttempt>(attempts: readonly T[]): T[] {
  const newest = new Map<string, T>();
  for (const run of attempts) {
    const known = newest.get(run.context);
    if (
      known === undefined ||
      run.attempt > known.attempt ||
      (run.attempt === known.attempt && mayReplaceAttempt(known, run))
    ) {
      newest.set(run.context, run);
    }
  }
  return [...newest.values()];
}

type Report = Pick<TestAttempt, "status" | "startedAt" | "finishedAt">;

/**
 * Whether a report that arrives now may replace the stored one of the same context and attempt number. A finished
 * attempt is never reopened and a running one never goes back to waiting, however late their earlier reports arrive;
 * between equals the newer sender time wins, and the newer arrival when a time is missing.
 */
export function mayReplaceAttempt(stored: Report, arriving: Report): boolean {
  const progress = progressOfStatus[arriving.status] - progressOfStatus[stored.status];
  if (progress !== 0) return progress > 0;
  const storedAt = stored.finishedAt ?? stored.startedAt;
  const arrivingAt = arriving.finishedAt ?? arriving.startedAt;
  return storedAt === null || arrivingAt === null || arrivingAt >= storedAt;
}

/** Whether a status is a verdict: nothing further is expected of the attempt. */
export function hasEnded(status: TestRunStatus): boolean {
  return progressOfStatus[status] === 2;
}

/** How far an attempt is: 0 waiting, 1 running, 2 finished. A word without a verdict tells nothing, so anything replaces it. */
const progressOfStatus = {
  unknown: 0,
  queued: 0,
  pending: 0,
  running: 1,
  passed: 2,
  failed: 2,
  errored: 2,
  cancelled: 2,
} as const satisfies Record<TestRunStatus, number>;
