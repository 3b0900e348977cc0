import type { FleetShare } from "./look-at-mixture";

/** "Fleet now: 23 on 9f3c2a1, 1 on a1b2c3d, 2 unknown": every host is counted, also those that never answered. */
export function describeFleet(fleet: readonly FleetShare[]): string {
  if (fleet.length === 0) return "The fleet has no hosts yet.";
  const aside = countHosts(fleet.filter((part) => part.setAside));
  const known = fleet.filter((part) => part.revision !== null);
  const parts = known.map((part) => `${part.hosts} on ${part.revision?.slice(0, 7)}`);
  const silent = countHosts(fleet.filter((part) => part.revision === null && !part.setAside));
  if (silent > 0) parts.push(`${silent} unknown`);
  if (aside > 0) parts.push(`${aside} set aside`);
  return `Fleet now: ${parts.join(", ")}${known.length > 1 ? " (mixed)" : ""}`;
}

function countHosts(parts: readonly FleetShare[]): number {
  return parts.reduce((sum, part) => sum + part.hosts, 0);
}
