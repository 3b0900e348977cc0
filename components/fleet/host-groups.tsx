"use client";

import { memo } from "react";
import { countByState, groupHosts, groupingLabels } from "@/components/fleet/group-hosts";
import { Glyph } from "@/components/ui/glyph";
import { hostStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import type { HostDeployView } from "@/lib/contracts/views";

/** Above this many cells a grid says less than counts do. */
const mostCells = 600;

interface HostGroupsProps {
  deploys: readonly HostDeployView[];
  /** Label to group by; null for the first that tells hosts apart. */
  label?: string | null;
}

/** Every host as one small cell with the shape of its state, grouped, failures first. */
export function HostGroups({ deploys, label = null }: HostGroupsProps) {
  const grouping = label ?? groupingLabels(deploys)[0] ?? null;
  const groups = groupHosts(deploys, grouping);
  if (groups.length === 0) return <p className="text-ink-2">No host has been planned yet.</p>;
  const showCells = deploys.length <= mostCells;
  return (
    <ul className="flex flex-col gap-3">
      {groups.map((group) => (
        <li key={group.name} className="flex flex-col gap-1">
          <div className="flex flex-wrap items-baseline gap-x-4">
            <h3 className="font-semibold">{group.name}</h3>
            {countByState(group.deploys).map(({ state, count }) => (
              <span key={state} className="text-meta">
                {count} <StatusText status={{ ...hostStatus(state), word: hostStatus(state).word.toLowerCase() }} />
              </span>
            ))}
          </div>
          {showCells && <HostCells deploys={group.deploys} />}
        </li>
      ))}
    </ul>
  );
}

function HostCells({ deploys }: { deploys: readonly HostDeployView[] }) {
  return (
    <ul className="flex flex-wrap gap-1">
      {deploys.map(({ host, state }) => (
        <HostCell key={host} host={host} state={state} />
      ))}
    </ul>
  );
}

/**
 * Of hundreds only those are drawn anew whose state has changed. The name is no hidden text: a browser clips each of those
 * by itself, which takes it longer than everything else.
 */
const HostCell = memo(function HostCell({ host, state }: Pick<HostDeployView, "host" | "state">) {
  const { code, word } = hostStatus(state);
  const name = `${host}: ${word}`;
  return (
    <li data-state={state} title={name} className="flex items-center">
      <span role="img" aria-label={name} className="flex">
        <Glyph code={code} />
      </span>
    </li>
  );
});
