import { SetAsideButton } from "@/components/fleet/set-aside-button";
import { Card } from "@/components/ui/card";
import { StatusText } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { HostTroubles as Troubles } from "@/lib/contracts/fleet-views";
import { describeRecord } from "@/lib/domain/fleet/host-record";

/** Hosts that keep failing, and those that take no part in rollouts. Shows nothing when there are none. */
export function HostTroubles({ project, troubles }: { project: string; troubles: Troubles }) {
  const { setAside } = troubles;
  const asideNames = new Set(setAside.map(({ host }) => host));
  const failing = troubles.failingHosts.filter(({ host }) => !asideNames.has(host));
  if (failing.length + setAside.length === 0) return null;
  return (
    <Card title="Hosts to know of" aside={summarize(failing.length, setAside.length)}>
      <ul className="flex flex-col divide-y divide-hairline">
        {failing.map(({ host, ...record }) => (
          <li key={host} data-row="" className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
            <StatusText status={{ code: "warn", word: "Keeps failing" }} />
            <strong>{host}</strong>
            <span>{describeRecord(record)}</span>
            <span className="ml-auto">
              <SetAsideButton project={project} host={host} isAside={false} />
            </span>
          </li>
        ))}
        {setAside.map(({ host, reason, by, at }) => (
          <li key={host} data-row="" className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
            <StatusText status={{ code: "skip", word: "Set aside" }} />
            <strong>{host}</strong>
            <span>
              by {by} at <Time at={at} />: {reason}
            </span>
            <span className="ml-auto">
              <SetAsideButton project={project} host={host} isAside />
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function summarize(failing: number, aside: number): string {
  const parts = [failing > 0 && `${failing} keep failing`, aside > 0 && `${aside} set aside`];
  return parts.filter(Boolean).join(", ");
}
