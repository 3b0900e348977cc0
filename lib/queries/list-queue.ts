import type { QueuePage } from "@/lib/contracts/planning-views";
import type { ProjectRow } from "@/lib/db/projects";
import { findCommitByPrefix } from "@/lib/db/read-commits";
import { readStamp } from "@/lib/db/read-projects";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { readDecision } from "./read-decision";
import { readQueueRows } from "./read-queue-rows";

/**
 * A page of what waits, oldest first; `after` is the sha of the last commit seen.
 * @throws SauronError not-found when there is no such commit
 */
export async function listQueue(
  tx: Tx,
  project: ProjectRow,
  page: { after: string | null; limit: number },
): Promise<QueuePage> {
  const { now } = await readStamp(tx);
  const after = page.after === null ? null : await findCommitByPrefix(tx, project.id, page.after);
  if (page.after !== null && after === null)
    throw new SauronError("not-found", `Project "${project.slug}" has no commit ${page.after}.`);
  const { queue: places, look } = await readDecision(tx, project);
  const want = { places, look, after: after?.position ?? null, limit: page.limit };
  const { queue, queueTotal } = await readQueueRows(tx, project, want);
  return { queue, newer: queueTotal - queue.length, serverTime: now.toISOString() };
}
