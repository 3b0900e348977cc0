import type { CommitView } from "@/lib/contracts/views";
import type { ProjectRow } from "@/lib/db/projects";
import { type CommitRow, listTestRuns } from "@/lib/db/read-commits";
import { listSources } from "@/lib/db/sources";
import { readUsualDurations } from "@/lib/db/test-durations";
import { readDatabaseTime, type Tx } from "@/lib/db/transaction";
import { awaitReruns } from "@/lib/domain/test-run/await-reruns";
import { deriveTestStatus, newestAttempts } from "@/lib/domain/test-run/derive-test-status";
import { isRed } from "@/lib/domain/test-run/find-culprits";
import { visibleText } from "@/lib/domain/visible-text";
import { type Attempt, buildTestRunView, type TestFacts, toAttempt } from "./build-test-run-view";
import { groupBy } from "./group-by";
import { readRedStretches } from "./read-trunk-tests";

/** What screens show of these commits, in the same order; one statement reads all their test runs. */
export async function buildCommitViews(tx: Tx, project: ProjectRow, commits: CommitRow[]): Promise<CommitView[]> {
  const { bySha, facts } = await readAttempts(tx, project, commits);
  return commits.map((commit) => buildCommitView(commit, bySha.get(commit.sha) ?? [], { project, facts }));
}

/** Every attempt for these commits, and what is needed to say how they stand. */
export async function readAttempts(
  tx: Tx,
  project: ProjectRow,
  commits: CommitRow[],
): Promise<{ bySha: Map<string, Attempt[]>; facts: TestFacts }> {
  const shas = commits.map((commit) => commit.sha);
  const attempts = (await listTestRuns(tx, project.id, shas)).map(toAttempt);
  const isWaiting = attempts.some((run) => ["pending", "queued", "running"].includes(run.status));
  const facts = {
    now: (await readDatabaseTime(tx)) / 1000,
    usual: isWaiting ? await readUsualDurations(tx, project.id) : new Map(),
    stretches: attempts.some((run) => isRed(run.status)) ? await readRedStretches(tx, project) : [],
    project,
    sources: attempts.some((run) => run.sourceId !== null) ? await listSources(tx, project.id) : [],
  };
  return { bySha: groupBy(attempts, (run) => run.sha), facts };
}

function buildCommitView(
  commit: CommitRow,
  attempts: Attempt[],
  { project, facts }: { project: ProjectRow; facts: TestFacts },
): CommitView {
  return {
    sha: commit.sha,
    title: firstLine(commit.message),
    author: visibleText(commit.author),
    landedAt: commit.landedAt.toISOString(),
    testStatus: deriveTestStatus(awaitReruns(attempts, facts.now), project.requiredContexts),
    testRuns: newestAttempts(attempts).map((run) => buildTestRunView(run, attempts, facts)),
    bad: commit.badReason === null ? null : { reason: commit.badReason, by: commit.badBy ?? "automation" },
    revertedBy: commit.revertedBy,
    lock:
      commit.lockedAt === null
        ? null
        : { reason: commit.lockReason ?? "", by: commit.lockBy ?? "somebody", at: commit.lockedAt.toISOString() },
  };
}

/** First line of a commit message, short enough for a row, and without anything that is not seen. */
export function firstLine(message: string): string {
  const line = message.split("\n", 1)[0]?.trim() ?? "";
  return visibleText(line.length > 200 ? `${line.slice(0, 199)}…` : line);
}
