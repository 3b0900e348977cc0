import type { LogLine } from "@/lib/contracts/views";
import { isOfLevel, type LineLevel } from "@/lib/domain/log/line-levels";

export type LineFilter = (line: LogLine) => boolean;

/** Which lines are meant: those of some hosts, of a kind, or both; null = all. */
export function lineFilter(hosts: readonly string[] | null, level: LineLevel | null): LineFilter | null {
  if (hosts === null) return level === null ? null : ofLevel(level);
  const wanted = new Set(hosts);
  const isOfHosts: LineFilter = (line) => line.host !== null && wanted.has(line.host);
  if (level === null) return isOfHosts;
  const isMeant = ofLevel(level);
  return (line) => isOfHosts(line) && isMeant(line);
}

/** Lines do not change, so each is looked at once, however often all of them are gone through. */
function ofLevel(level: LineLevel): LineFilter {
  const known = new Map<number, boolean>();
  return (line) => {
    const told = known.get(line.line) ?? isOfLevel(line, level);
    known.set(line.line, told);
    return told;
  };
}
