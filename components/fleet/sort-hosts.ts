import { compareNames } from "@/components/fleet/compare-names";
import { hostStateOrder } from "@/components/fleet/host-state-order";
import type { HostDeployView } from "@/lib/contracts/views";

export type HostColumn = "host" | "state" | "stage" | "started";

const compare = {
  host: () => 0,
  state: (a, b) => hostStateOrder.indexOf(a.state) - hostStateOrder.indexOf(b.state),
  stage: (a, b) => a.stage - b.stage,
  started: (a, b) => (a.startedAt ?? "9").localeCompare(b.startedAt ?? "9"),
} as const satisfies Record<HostColumn, (a: HostDeployView, b: HostDeployView) => number>;

/** Hosts in the order of a column; equal ones by name. */
export function sortHosts(
  deploys: readonly HostDeployView[],
  order: { column: HostColumn; descending: boolean },
): HostDeployView[] {
  const byName = (a: HostDeployView, b: HostDeployView) => compareNames(a.host, b.host);
  const sorted = deploys.toSorted((a, b) => compare[order.column](a, b) || byName(a, b));
  return order.descending ? sorted.reverse() : sorted;
}
