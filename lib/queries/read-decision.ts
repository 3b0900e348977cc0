import type { DecisionView } from "@/lib/contracts/views";
import type { ProjectRow } from "@/lib/db/projects";
import type { Tx } from "@/lib/db/transaction";
import { describeQueue, type QueuePlace } from "@/lib/domain/selection/describe-queue";
import type { GateAction } from "@/lib/domain/selection/gates";
import { type AutomationLook, lookAtProject } from "./look-at-project";
import { toTimeText } from "./to-time-text";

/** What the automation would do now, with its reasons, and where every waiting commit stands. */
export async function readDecision(
  tx: Tx,
  project: ProjectRow,
): Promise<{
  decision: DecisionView;
  queue: QueuePlace[];
  /** What all of it comes from. */
  look: AutomationLook;
}> {
  const look = await lookAtProject(tx, project);
  return {
    decision: toDecisionView(look, project.fetchError !== null),
    queue: describeQueue(look.backlog, look.selection),
    look,
  };
}

/** What is waited for with these actions, only a person can do, and nothing goes on before. */
const actionsOfPeople: readonly (GateAction | null)[] = ["resume", "approve"];

/** @param isBlind the trunk cannot be read: that no commit is known does not mean that none waits */
function toDecisionView(
  { selection, reasons, sentence, freeze, gates, closed, backlog }: AutomationLook,
  isBlind: boolean,
): DecisionView {
  const isBlocked = selection.action === "blocked";
  return {
    action: selection.action,
    sentence:
      isBlind && selection.action === "idle"
        ? "Not known: the repository cannot be read, so commits may wait that nobody sees here"
        : freeze === null
          ? reasons.why
          : sentence,
    how: reasons.how,
    gates,
    nextCommit: selection.action === "deploy" ? selection.sha : null,
    commitCount: selection.action === "deploy" ? selection.count : 0,
    blockedBy: closed?.gate ?? null,
    needsHuman: isBlocked || gates.some((gate) => actionsOfPeople.includes(gate.action)),
    computedAt: toTimeText(backlog.now),
  };
}
