import { findNeighbours } from "@/lib/db/automation";
import type { ProjectRow } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import { readWorkerPulse } from "@/lib/db/workers";
import { workerSilenceSeconds } from "@/lib/domain/rollout/worker-silence";
import { explainSelection, type SelectionReasons } from "@/lib/domain/selection/explain-selection";
import { evaluateGates, findClosedGate, type Gate } from "@/lib/domain/selection/gates";
import { type Selection, selectCommits } from "@/lib/domain/selection/select-commits";
import { type Backlog, loadBacklog } from "./load-backlog";

/** One look of the automation at a project: what it saw, what it would do, and what stands in the way. */
export type AutomationLook = {
  backlog: Backlog;
  selection: Selection;
  reasons: SelectionReasons;
  gates: Gate[];
  /** The first closed gate; null = a rollout may start. */
  closed: Gate | null;
};

/** Looks at a project. The same code decides, explains and is shown. */
export async function lookAtProject(tx: Tx, project: ProjectRow): Promise<AutomationLook> {
  const backlog = await loadBacklog(tx, project);
  const selection = selectCommits(backlog);
  const reasons = explainSelection(backlog, selection);
  const neighbours = await findNeighbours(tx, project.id);
  const gates = evaluateGates({
    mode: project.policy.automation,
    halted: project.haltedAt && { reason: project.haltReason ?? "no reason was recorded" },
    workersAlive: (await readWorkerPulse(tx, workerSilenceSeconds)).alive,
    fetchError: project.fetchError,
    // Whoever resumes the automation has dealt with the rollout that halted it.
    previous: neighbours.previous && { ...neighbours.previous, resolved: project.haltedAt === null },
    inFlight: neighbours.inFlight,
    selection,
    why: reasons.why,
  });
  return { backlog, selection, reasons, gates, closed: findClosedGate(gates) };
}
