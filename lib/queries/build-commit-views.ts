import type { CommitView, TestRunView, TestStatus } from "@/lib/contracts/views";
import type { ProjectRow } from "@/lib/db/projects";
import { type CommitRow, listTestRuns, type TestRunRow } from "@/lib/db/read-commits";
import type { Tx } from "@/lib/db/transaction";
import {
  deriveTestStatus,
  newestAttempts,
  type TestAttempt,
  type TestRunStatus,
} from "@/lib/domain/test-run/derive-test-status";
import { groupBy } from "./group-by";

/** What screens show of these commits, in the same order; one statement reads all their test runs. */
export async function buildCommitViews(tx: Tx, project: ProjectRow, commits: CommitRow[]): Promise<CommitView[]> {
  const runs = await listTestRuns(
    tx,
    project.id,
    commits.map((commit) => commit.sha),
  );
  const bySha = groupBy(runs, (run) => run.sha);
  return commits.map((commit) => buildCommitView(commit, bySha.get(commit.sha) ?? [], project.policy.tests.required));
}

function buildCommitView(commit: CommitRow, runs: TestRunRow[], required: string[]): CommitView {
  const attempts = runs.map((run) => ({
    ...run,
    status: run.status as TestRunStatus,
    startedAt: toSeconds(run.startedAt),
    finishedAt: toSeconds(run.finishedAt),
  }));
  const testRuns = newestAttempts(attempts).map(buildTestRunView);
  return {
    sha: commit.sha,
    title: firstLine(commit.message),
    author: commit.author,
    landedAt: commit.landedAt.toISOString(),
    testStatus: deriveTestStatus(attempts, required),
    testRuns,
    bad: commit.badReason === null ? null : { reason: commit.badReason, by: commit.badBy ?? "automation" },
    revertedBy: commit.revertedBy,
    lock:
      commit.lockedAt === null
        ? null
        : { reason: commit.lockReason ?? "", by: commit.lockBy ?? "somebody", at: commit.lockedAt.toISOString() },
  };
}

type Attempt = Omit<TestRunRow, "status" | "startedAt" | "finishedAt"> & TestAttempt;

export function buildTestRunView(run: Attempt): TestRunView {
  return {
    id: run.id,
    context: run.context,
    attempt: run.attempt,
    status: statusOnScreen(run.status),
    url: run.url,
    source: run.source,
    startedAt: toTimeText(run.startedAt),
    finishedAt: toTimeText(run.finishedAt),
    silent: false,
    flaky: false,
    heldBy: null,
    reason: null,
    hasLog: false,
  };
}

function statusOnScreen(status: TestRunStatus): TestStatus {
  return status === "queued" ? "pending" : status;
}

/** First line of a commit message, short enough for a row. */
export function firstLine(message: string): string {
  const line = message.split("\n", 1)[0]?.trim() ?? "";
  return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}

function toTimeText(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString();
}

function toSeconds(date: Date | null): number | null {
  return date === null ? null : date.getTime() / 1000;
}
