import type { Status } from "@/components/ui/status";
import type { DeliveryState } from "@/lib/contracts/intake-views";

const statuses = {
  received: { code: "wait", word: "Received" },
  understood: { code: "ok", word: "Understood" },
  ignored: { code: "skip", word: "Ignored" },
  refused: { code: "fail", word: "Refused" },
  failed: { code: "fail", word: "Failed" },
} as const satisfies Record<DeliveryState, Status>;

/** Every state, in the order a delivery may take. */
export const deliveryStates = Object.keys(statuses) as DeliveryState[];

export function deliveryStatus(state: DeliveryState): Status {
  return statuses[state];
}

export function isDeliveryState(text: string | null): text is DeliveryState {
  return text !== null && Object.hasOwn(statuses, text);
}
