"use client";

import { memo, type ReactNode } from "react";
import { countByState, groupHosts, groupingLabels } from "@/components/fleet/group-hosts";
import { hostLogAddress, openHostLog } from "@/components/fleet/open-host-log";
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

/** Names listed in a group at most. */
const mostNames = 20;

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
          {showCells ? <HostCells deploys={group.deploys} /> : <TroubledNames deploys={group.deploys} />}
        </li>
      ))}
    </ul>
  );
}

/** Where a grid says nothing, those that failed or may have. */
function TroubledNames({ deploys }: Pick<HostGroupsProps, "deploys">) {
  const troubled = deploys.filter(({ state }) => state === "failed" || state === "unknown");
  if (troubled.length === 0) return null;
  return (
    <ul className="flex flex-wrap items-center gap-x-4">
      {troubled.slice(0, mostNames).map(({ host, state }) => (
        <li key={host} data-state={state}>
          <HostLogDoor host={host} name={`${host}: ${hostStatus(state).word}`}>
            <Glyph code={hostStatus(state).code} />
            {host}
          </HostLogDoor>
        </li>
      ))}
      {troubled.length > mostNames && <li className="text-ink-2">and {troubled.length - mostNames} more</li>}
    </ul>
  );
}

function HostCells({ deploys }: Pick<HostGroupsProps, "deploys">) {
  return (
    <ul className="flex flex-wrap">
      {deploys.map(({ host, state }) => (
        <HostCell key={host} host={host} state={state} />
      ))}
    </ul>
  );
}

/** States in which the log of a host is the next thing to look at. */
const readStates: ReadonlySet<HostDeployView["state"]> = new Set(["failed", "unknown", "running"]);

/**
 * Of hundreds only those are drawn anew whose state has changed. The name is no hidden text: a browser clips each of those
 * by itself, which takes it longer than everything else.
 */
const HostCell = memo(function HostCell({ host, state }: Pick<HostDeployView, "host" | "state">) {
  const { code, word } = hostStatus(state);
  const name = `${host}: ${word}`;
  return (
    <li data-state={state} title={name} className="flex min-h-6 min-w-6 items-center justify-center">
      {readStates.has(state) ? (
        <HostLogDoor host={host} name={name}>
          <Glyph code={code} />
        </HostLogDoor>
      ) : (
        <span role="img" aria-label={name} className="flex">
          <Glyph code={code} />
        </span>
      )}
    </li>
  );
});

interface HostLogDoorProps {
  host: string;
  /** The host and its state. */
  name: string;
  children: ReactNode;
}

function HostLogDoor({ host, name, children }: HostLogDoorProps) {
  return (
    <a
      href={hostLogAddress(host)}
      aria-label={`${name}, log`}
      onClick={(event) => openHostLog(event, host)}
      className="flex min-h-6 min-w-6 items-center justify-center gap-1 rounded-control -outline-offset-2 hover:bg-sunken pointer-coarse:min-h-11 pointer-coarse:min-w-11"
    >
      {children}
    </a>
  );
}
