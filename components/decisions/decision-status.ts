import type { Status } from "@/components/ui/status";
import type { DecisionRecord } from "@/lib/contracts/planning-views";

const statuses = {
  deploy: { code: "run", word: "Deploy" },
  wait: { code: "wait", word: "Wait" },
  blocked: { code: "hold", word: "Blocked" },
  idle: { code: "skip", word: "Nothing to do" },
} as const satisfies Record<DecisionRecord["action"], Status>;

/** What a decision came to, in a word: one that a closed gate kept back deployed nothing. */
export function decisionStatus({ action, gates }: Pick<DecisionRecord, "action" | "gates">): Status {
  if (action === "deploy" && gates.some((gate) => !gate.open)) return { code: "wait", word: "Kept back" };
  return statuses[action];
}
