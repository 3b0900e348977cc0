import type { GateView, NowView } from "@/lib/contracts/views";
import { findToldGate } from "@/lib/domain/selection/find-told-gate";

/** The closed gate whose way through stands beside the heading of Next: the one that the heading tells of. */
export function findShownGate({ nextCommit, gates }: Pick<NowView["next"], "nextCommit" | "gates">): GateView | null {
  if (nextCommit !== null) return findToldGate(gates);
  return gates.find((gate) => !gate.open && gate.action !== null) ?? null;
}
