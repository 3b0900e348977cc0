import { listNewestCommits, setReverted } from "@/lib/db/commits";
import type { Tx } from "@/lib/db/transaction";
import { findReverts } from "@/lib/domain/commit/detect-revert";

/** How far back a commit is looked for that a newer one reverts. */
const revertReach = 1000;

/** Works out afresh what git says about reverts, since a revert may itself be reverted. What a person named stays. */
export async function noteReverts(tx: Tx, projectId: number): Promise<void> {
  const recent = await listNewestCommits(tx, projectId, revertReach);
  const reverts = findReverts(recent.toReversed());
  for (const { sha, revertedBy, revertNamedBy } of recent) {
    const now = reverts.get(sha) ?? null;
    if (revertNamedBy === null && now !== revertedBy) await setReverted(tx, { projectId, sha, revertedBy: now });
  }
}
