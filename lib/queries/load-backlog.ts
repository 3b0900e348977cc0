import {
  findBacklogStart,
  findLiveRevision,
  hasTestRuns,
  listRolloutSeconds,
  listWaitingCommits,
  type WaitingCommitRow,
} from "@/lib/db/automation";
import type { ProjectRow } from "@/lib/db/projects";
import { findRevisionAhead } from "@/lib/db/rollouts-ahead";
import { readUsualDurations } from "@/lib/db/test-durations";
import { readDatabaseTime, type Tx } from "@/lib/db/transaction";
import { estimateDuration, maxDurationSamples } from "@/lib/domain/selection/estimate-duration";
import type { QueuedCommit } from "@/lib/domain/selection/queued-commit";
import type { SelectionInput } from "@/lib/domain/selection/select-commits";
import { awaitReruns } from "@/lib/domain/test-run/await-reruns";
import { deriveTestStatus, hasEnded, listUnreported } from "@/lib/domain/test-run/derive-test-status";
import { findCulprits, findRedSince, isRed } from "@/lib/domain/test-run/find-culprits";
import { findSilence } from "@/lib/domain/test-run/find-silence";
import { readTrunkTests, toTrunkResults } from "./read-trunk-tests";

export type Backlog = SelectionInput & {
  queue: QueuedCommit[];
  /** What the last good rollout left on the fleet, or with pipelining the one ahead brings to it. */
  liveRevision: string | null;
  /** How much longer than expected the slowest of the last rollouts took; seconds. */
  slackSeconds: number;
};

/** Reads what the selection looks at: the commits that wait, how their tests stand, and how long a rollout takes. */
export async function loadBacklog(tx: Tx, project: ProjectRow): Promise<Backlog> {
  const start = await findBacklogStart(tx, project.id);
  const commits = await listWaitingCommits(tx, project.id, start);
  const now = (await readDatabaseTime(tx)) / 1000;
  const redSince = await readRedSince(tx, project, commits);
  const durations = await listRolloutSeconds(tx, project.id, maxDurationSamples);
  const usual = isOneUnfinished(commits) ? await readUsualDurations(tx, project.id) : new Map<string, number>();
  const { selection, pipelining } = project.policy;
  const ahead = pipelining ? await findRevisionAhead(tx, project.id) : null;
  const expected = estimateDuration(durations, { rolloutSeconds: selection.rolloutTime, adaptive: selection.adaptive });
  return {
    queue: commits.map((commit) => ({
      sha: commit.sha,
      landedAt: commit.landedAt,
      ...deriveTests(commit, { required: project.requiredContexts, usual, now }),
      redSince: redSince(commit.sha),
      bad: commit.bad,
      locked: commit.locked,
      revertedBy: commit.revertedBy,
    })),
    policy: { maxCommits: selection.maxCommits, goalSeconds: selection.goal, rolloutSeconds: expected.seconds },
    slackSeconds: expected.slowest - expected.seconds,
    now,
    isNeverTested: await isNeverTested(tx, project, commits),
    liveRevision: ahead ?? (await findLiveRevision(tx, project.id)),
  };
}

function deriveTests(
  { attempts }: WaitingCommitRow,
  { required, usual, now }: { required: readonly string[]; usual: ReadonlyMap<string, number>; now: number },
): Pick<QueuedCommit, "tests" | "unreported" | "silent"> {
  const told = awaitReruns(attempts, now);
  const tests = deriveTestStatus(told, required);
  if (tests !== "pending" && tests !== "running") return { tests };
  const silent = findSilence(attempts, { required, usual, now });
  return { tests, silent, ...(tests === "pending" && { unreported: listUnreported(told, required) }) };
}

function isOneUnfinished(waiting: WaitingCommitRow[]): boolean {
  return waiting.some(({ attempts }) => attempts.some((run) => !hasEnded(run.status)));
}

/** Asked of the database only while nothing that waits has a result. */
async function isNeverTested(tx: Tx, project: ProjectRow, waiting: WaitingCommitRow[]): Promise<boolean> {
  const { run, script } = project.policy.tests;
  if (run !== undefined || script !== undefined) return false;
  if (waiting.length === 0 || waiting.some(({ attempts }) => attempts.length > 0)) return false;
  return !(await hasTestRuns(tx, project.id));
}

/** Where the trunk turned red; not read while nothing in the backlog is. */
async function readRedSince(
  tx: Tx,
  project: ProjectRow,
  waiting: WaitingCommitRow[],
): Promise<(sha: string) => string | null> {
  const hasRed = waiting.some(({ attempts }) => attempts.some((run) => isRed(run.status)));
  if (!hasRed) return () => null;
  const commits = toTrunkResults(await readTrunkTests(tx, project), project.requiredContexts);
  const stretches = findCulprits(commits);
  return (sha) => findRedSince(commits, stretches, sha);
}
