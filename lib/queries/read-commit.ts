import type { z } from "zod";
import type { commitDetailSchema } from "@/lib/contracts/api";
import type { CommitView, TestRunView } from "@/lib/contracts/views";
import { countHostsWithCommit } from "@/lib/db/hosts-with-commit";
import type { ProjectRow } from "@/lib/db/projects";
import { type CommitRow, findCommitByPrefix, listRolloutsOfCommit } from "@/lib/db/read-commits";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";
import type { RolloutState } from "@/lib/domain/rollout/states";
import { visibleText } from "@/lib/domain/visible-text";
import { SauronError } from "@/lib/errors";
import { buildCommitViews, readAttempts } from "./build-commit-views";
import { buildTestRunView } from "./build-test-run-view";
import { readFlakiness } from "./read-flakiness";
import { readJourney } from "./read-journey";

export type CommitDetail = z.infer<typeof commitDetailSchema>;

/**
 * One commit, by its sha or the beginning of it.
 * @throws SauronError not-found
 */
export async function readCommit(tx: Tx, project: ProjectRow, sha: string): Promise<CommitDetail> {
  const { now } = await readStamp(tx);
  const commit = await findCommitByPrefix(tx, project.id, sha);
  const [view] = commit ? await buildCommitViews(tx, project, [commit]) : [];
  if (!commit || !view) throw new SauronError("not-found", `Project "${project.slug}" has no commit ${sha}.`);
  const carried = await listRolloutsOfCommit(tx, { projectId: project.id, position: commit.position });
  const rollouts = carried.map(({ number, state }) => ({ number, state: state as RolloutState }));
  const hosts = await countHostsWithCommit(tx, { projectId: project.id, position: commit.position });
  return {
    ...view,
    message: visibleText(commit.message.replaceAll("\r\n", "\n")),
    authorEmail: commit.authorEmail,
    orphaned: commit.orphaned,
    attempts: await readEveryAttempt(tx, project, commit),
    flakiness: await readFlakyContexts(tx, project, view),
    journey: await readJourney(tx, project, { commit, view, rollouts, hosts }),
    hosts,
    rollouts,
    serverTime: now.toISOString(),
  };
}

/** Every attempt of every context, oldest first. */
async function readEveryAttempt(tx: Tx, project: ProjectRow, commit: CommitRow): Promise<TestRunView[]> {
  const { bySha, facts } = await readAttempts(tx, project, [commit]);
  const attempts = bySha.get(commit.sha) ?? [];
  const inOrder = attempts.toSorted((a, b) => a.attempt - b.attempt || a.id - b.id);
  return inOrder.map((run) => buildTestRunView(run, attempts, facts));
}

/** The contexts of a commit that contradicted themselves, on it or on others. */
async function readFlakyContexts(tx: Tx, project: ProjectRow, view: CommitView): Promise<CommitDetail["flakiness"]> {
  if (view.testRuns.length === 0) return [];
  const flakiness = await readFlakiness(tx, project);
  return view.testRuns.map(({ context }) => ({ context, ...flakiness(context) })).filter(({ flaky }) => flaky > 0);
}
