import type { ApprovalFacts, Gate } from "./gates";

/** What the automation does after a look: start the selected rollout, propose it to people, or neither. */
export type StartDecision = "start" | "propose" | "nothing";

/** All gates open: start. All but the approval, and nobody has been asked or has said no: propose. */
export function decideStart(gates: readonly Gate[], { proposal, declined }: ApprovalFacts): StartDecision {
  const closed = gates.filter((gate) => !gate.open);
  if (closed.length === 0) return "start";
  const isOnlyApproval = closed.every((gate) => gate.gate === "approval");
  return isOnlyApproval && proposal === null && declined === null ? "propose" : "nothing";
}
