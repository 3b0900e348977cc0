import { listNames } from "@/lib/domain/list-names";

/** A new list of hosts that waits for a person. */
export type InventoryDoubt = {
  /** Hosts of the fleet that it does not name, in the fleet's order. */
  drops: string[];
  reason: string;
};

/**
 * Why a new list of hosts is not taken over without a person: it would drop more than half of the fleet, which is more
 * often a broken inventory than a smaller fleet. Null = it is taken over.
 */
export function findInventoryDoubt(before: readonly string[], after: readonly string[]): InventoryDoubt | null {
  const named = new Set(after);
  const drops = before.filter((name) => !named.has(name));
  if (drops.length * 2 <= before.length) return null;
  const share = `${drops.length} of ${before.length} hosts (${listNames(drops)})`;
  return { drops, reason: `It would drop ${share}: a person has to accept that. Until then the last good list stays.` };
}

/** Whether what would be dropped is just what a person has accepted, whatever the order. */
export function isAccepted({ drops }: Pick<InventoryDoubt, "drops">, accepted: readonly string[]): boolean {
  const allowed = new Set(accepted);
  return drops.length === allowed.size && drops.every((name) => allowed.has(name));
}
