import type { z } from "zod";
import type { commitDetailSchema } from "@/lib/contracts/api";
import type { ProjectRow } from "@/lib/db/projects";
import { findCommitByPrefix, listRolloutsOfCommit } from "@/lib/db/read-commits";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";
import type { RolloutState } from "@/lib/domain/rollout/states";
import { SauronError } from "@/lib/errors";
import { buildCommitViews } from "./build-commit-views";

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
  const rollouts = await listRolloutsOfCommit(tx, { projectId: project.id, position: commit.position });
  return {
    ...view,
    message: commit.message,
    authorEmail: commit.authorEmail,
    orphaned: commit.orphaned,
    attempts: view.testRuns,
    journey: [],
    hosts: { live: 0, total: 0 },
    rollouts: rollouts.map(({ number, state }) => ({ number, state: state as RolloutState })),
    serverTime: now.toISOString(),
  };
}
