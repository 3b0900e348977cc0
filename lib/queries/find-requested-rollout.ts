import type { ProjectRow } from "@/lib/db/projects";
import { findRolloutFacts, type RolloutFactsRow } from "@/lib/db/read-rollouts";
import type { Tx } from "@/lib/db/transaction";
import { SauronError } from "@/lib/errors";
import { findRequestedProject } from "./find-requested-project";

/**
 * The rollout a request means by its number, and its project.
 * @throws SauronError "not-found", or "bad-request" when there are several projects and none was named
 */
export async function findRequestedRollout(
  tx: Tx,
  want: { project?: string | undefined; number: number },
): Promise<{ project: ProjectRow; rollout: RolloutFactsRow }> {
  const project = await findRequestedProject(tx, want.project ?? null);
  const rollout = await findRolloutFacts(tx, { projectId: project.id, number: want.number });
  if (!rollout) throw new SauronError("not-found", `Project "${project.slug}" has no rollout #${want.number}.`);
  return { project, rollout };
}
