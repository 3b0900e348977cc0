import { findDeclined } from "@/lib/db/answers";
import { findNeighbours, type NumberedState } from "@/lib/db/automation";
import { type FreezeRow, findFreeze } from "@/lib/db/freezes";
import { readReach } from "@/lib/db/host-reach";
import type { ProjectRow } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import { readWorkerPulse } from "@/lib/db/workers";
import { workerSilenceSeconds } from "@/lib/domain/rollout/worker-silence";
import { decideStart, type StartDecision } from "@/lib/domain/selection/decide-start";
import { describeDecision } from "@/lib/domain/selection/describe-decision";
import { explainSelection, type SelectionReasons } from "@/lib/domain/selection/explain-selection";
import { type ApprovalFacts, evaluateGates, findClosedGate, type Gate } from "@/lib/domain/selection/gates";
import { type Selection, selectCommits } from "@/lib/domain/selection/select-commits";
import { fingerprintBacklog } from "./fingerprint-backlog";
import { type Backlog, loadBacklog } from "./load-backlog";

/** One look of the automation at a project: what it saw, what it would do, and what stands in the way. */
export type AutomationLook = {
  backlog: Backlog;
  selection: Selection;
  reasons: SelectionReasons;
  gates: Gate[];
  /** The first closed gate; null = a rollout may start. */
  closed: Gate | null;
  /** What the automation does now. */
  start: StartDecision;
  /** All of it as one sentence. */
  sentence: string;
  freeze: FreezeRow | null;
  /** The rollout that waits for a person's yes. */
  proposal: { id: number; number: number } | null;
  /** A person said no to what is selected, and nothing has changed since. */
  declined: ApprovalFacts["declined"];
};

/** Looks at a project. The same code decides, explains and is shown. */
export async function lookAtProject(tx: Tx, project: ProjectRow): Promise<AutomationLook> {
  const backlog = await loadBacklog(tx, project);
  const selection = selectCommits(backlog);
  const reasons = explainSelection(backlog, selection);
  const { previous, inFlight } = await findNeighbours(tx, project.id);
  const proposal = inFlight?.state === "proposed" ? inFlight : null;
  const approval = await readApproval(tx, { project, backlog, selection, proposal });
  const freeze = await findFreeze(tx, project.id);
  const now = backlog.now * 1000;
  const gates = evaluateGates({
    now,
    mode: project.mode,
    freeze: freeze && toFreeze(freeze),
    hours: project.policy.allowedHours ?? null,
    workersAlive: (await readWorkerPulse(tx, workerSilenceSeconds)).alive,
    fetchError: project.fetchError,
    halted: project.haltedAt && { reason: project.haltReason ?? "no reason was recorded" },
    // Whoever resumes the automation has dealt with the rollout that halted it.
    previous: previous && { ...previous, resolved: project.haltedAt === null },
    inFlight: proposal || isOutOfTheWay(project, inFlight) ? null : inFlight,
    selection,
    why: reasons.why,
    hosts: { ...(await readReach(tx, project.id)), failurePercent: project.policy.hostFailureBudget },
    watchedAt: project.watchedAt?.getTime() ?? null,
    approval,
  });
  const sentence = describeDecision({ selection, why: reasons.why, gates, freeze: freeze && toFreeze(freeze), now });
  const start = decideStart(gates, approval);
  const closed = findClosedGate(gates);
  return { backlog, selection, reasons, gates, closed, start, sentence, freeze, proposal, declined: approval.declined };
}

/** With pipelining one that has left the first stage makes room for the next. */
function isOutOfTheWay({ policy }: ProjectRow, inFlight: NumberedState | null): boolean {
  const goesOn = inFlight && ["deploying", "baking", "held"].includes(inFlight.state);
  return policy.pipelining && inFlight !== null && inFlight.slot > 0 && goesOn === true;
}

type Scene = {
  project: ProjectRow;
  backlog: Backlog;
  selection: Selection;
  proposal: AutomationLook["proposal"];
};

async function readApproval(tx: Tx, { project, backlog, selection, proposal }: Scene): Promise<ApprovalFacts> {
  if (project.mode !== "confirm" || proposal) return { proposal: proposal?.number ?? null, declined: null };
  const declined = await findDeclined(tx, project.id);
  const isSame =
    declined !== null &&
    selection.action === "deploy" &&
    selection.sha === declined.toRevision &&
    declined.backlog === fingerprintBacklog(backlog);
  return { proposal: null, declined: isSame ? declined : null };
}

function toFreeze({ reason, by, expiresAt }: FreezeRow) {
  return { reason, by, expiresAt: expiresAt.getTime() };
}
