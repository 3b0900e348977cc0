import type { CommitView } from "@/lib/contracts/views";
import type { Tx } from "@/lib/db/transaction";
import { buildCommitViews } from "./build-commit-views";
import { findRequestedCommit } from "./find-requested-commit";

/**
 * What lists show of one commit.
 * @throws SauronError as `findRequestedCommit`
 */
export async function readCommitView(tx: Tx, want: { project: string; sha: string }): Promise<CommitView> {
  const { project, commit } = await findRequestedCommit(tx, want);
  const [view] = await buildCommitViews(tx, project, [commit]);
  if (!view) throw new Error("a commit without a view");
  return view;
}
