import { parseHostLines, placeOf } from "@/components/setup/parse-host-lines";
import { writeHostLine } from "@/components/setup/write-host-line";
import type { ProjectSettings } from "@/lib/contracts/setup-views";

interface FleetLines {
  /** To be put below `hosts:` of the project file; empty = none is written yet. */
  text: string;
  /** What a person has to see to before they can be used. */
  warnings: string[];
}

/** Hosts a person has written as the lines that the project file takes. */
export function writeFleetLines(
  { hostLines, pins }: { hostLines: string; pins: Record<string, string> },
  present: Pick<ProjectSettings["hosts"][number], "name" | "address" | "port">[],
): FleetLines {
  const { hosts } = parseHostLines(hostLines);
  const places = new Set(present.map(placeOf));
  const names = new Set(present.map(({ name }) => name));
  const twice = hosts.filter((host) => places.has(placeOf(host)) || names.has(host.name)).map(({ name }) => name);
  const unpinned = hosts.filter((host) => pins[placeOf(host)] === undefined).map(({ name }) => name);
  return {
    text: hosts.map((host) => `${writeHostLine(host, pins[placeOf(host)], null)}\n`).join(""),
    warnings: [
      ...(twice.length === 0 ? [] : [`In the fleet already: ${twice.join(", ")}.`]),
      ...(unpinned.length === 0
        ? []
        : [`Without a confirmed key: ${unpinned.join(", ")}. Check them, or name their keys in fleet.knownHosts.`]),
    ],
  };
}
