import { findCommit } from "@/lib/db/commits";
import type { ProjectRow } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import { shortSha } from "@/lib/domain/commit/short-sha";
import { SauronError } from "@/lib/errors";
import type { ChosenRange } from "@/lib/queries/find-chosen-range";

/** What was on the screen when a person said yes. */
export type ReviewedRange = { fromRevision: string | null; toRevision: string; trunkHead: string };

/**
 * A yes is good for exactly the range that was reviewed.
 * @throws SauronError "conflict" that says what has changed since
 */
export async function refuseChangedRange(
  tx: Tx,
  project: ProjectRow,
  { reviewed, range }: { reviewed: ReviewedRange; range: ChosenRange },
): Promise<void> {
  const { fromRevision, trunkHead } = range;
  if (reviewed.fromRevision === fromRevision && reviewed.trunkHead === trunkHead) return;
  const change =
    reviewed.fromRevision === fromRevision
      ? await describeTrunkChange(tx, project, { reviewed, trunkHead })
      : `Another rollout has ended: ${fromRevision === null ? "nothing" : shortSha(fromRevision)} is live now`;
  throw new SauronError("conflict", `${change}; review again.`, { details: { fromRevision, trunkHead } });
}

async function describeTrunkChange(
  tx: Tx,
  project: ProjectRow,
  { reviewed, trunkHead }: { reviewed: ReviewedRange; trunkHead: string },
): Promise<string> {
  const [before, now] = [
    await findCommit(tx, project.id, reviewed.trunkHead),
    await findCommit(tx, project.id, trunkHead),
  ];
  const landed = before && now && !before.orphaned ? now.position - before.position : 0;
  if (landed <= 0) return "The trunk has changed";
  return landed === 1 ? "1 more commit landed" : `${landed} more commits landed`;
}
