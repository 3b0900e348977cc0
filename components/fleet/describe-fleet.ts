import type { NowView } from "@/lib/contracts/views";

/** "Fleet now: 23 on 9f3c2a1, 1 on a1b2c3d, 2 unknown": every host is counted, also those that never answered. */
export function describeFleet(fleet: NowView["fleet"]): string {
  if (fleet.length === 0) return "The fleet has no hosts yet.";
  const known = fleet.filter((part) => part.revision !== null);
  const parts = known.map((part) => `${part.hosts} on ${part.revision?.slice(0, 7)}`);
  const silent = fleet.filter((part) => part.revision === null).reduce((sum, part) => sum + part.hosts, 0);
  if (silent > 0) parts.push(`${silent} unknown`);
  return `Fleet now: ${parts.join(", ")}${known.length > 1 ? " (mixed)" : ""}`;
}
