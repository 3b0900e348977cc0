import { SetAsideButton } from "@/components/fleet/set-aside-button";
import { CheckResult } from "@/components/setup/check-result";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { Sha } from "@/components/ui/sha";
import { StatusText } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { CheckView } from "@/lib/contracts/checks";
import type { ProjectSettings } from "@/lib/contracts/setup-views";
import { describeRecord } from "@/lib/domain/fleet/host-record";

const columns = ["Host", "Address", "Labels", "Runs", "Last heard", "Rollouts", "Pinned host key"];

interface HostSettingsTableProps {
  project: string;
  hosts: ProjectSettings["hosts"];
  /** What workers found who were asked to look at them now. */
  checks: CheckView[];
}

/** Every host of the fleet: where it is, what it runs, when it was last heard, and by which key it is known. */
export function HostSettingsTable({ project, hosts, checks }: HostSettingsTableProps) {
  const checkOf = new Map(checks.map((check) => [check.input.kind === "host" ? check.input.name : "", check]));
  return (
    <ScrollRegion label="Hosts">
      <table className="w-full text-left">
        <caption className="sr-only">Hosts of the project, in the order of its file</caption>
        <thead className="text-meta text-ink-2">
          <tr className="border-b border-hairline">
            {columns.map((word) => (
              <th key={word} scope="col" className="py-2 pr-4 font-semibold">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hosts.map((host) => (
            <HostRow key={host.name} project={project} host={host} check={checkOf.get(host.name) ?? null} />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

interface HostRowProps {
  project: string;
  host: ProjectSettings["hosts"][number];
  check: CheckView | null;
}

function HostRow({ project, host, check }: HostRowProps) {
  return (
    <tr data-row="" className="border-b border-hairline align-top last:border-b-0">
      <th scope="row" className="py-2 pr-4 font-semibold whitespace-nowrap">
        {host.name}
      </th>
      <td className="py-2 pr-4 font-mono text-log whitespace-nowrap">
        {host.user}@{host.address}:{host.port}
      </td>
      <td className="py-2 pr-4">
        {Object.entries(host.labels).map(([name, value]) => (
          <span key={name} className="block whitespace-nowrap">
            {name}={value}
          </span>
        ))}
      </td>
      <td className="py-2 pr-4 whitespace-nowrap">
        {host.currentRevision ? (
          <>
            <Sha sha={host.currentRevision} project={project} />
            {host.currentSince && (
              <span className="text-ink-2">
                {" "}
                since <Time at={host.currentSince} relative={false} />
              </span>
            )}
          </>
        ) : (
          <StatusText status={{ code: "unknown", word: "No data" }} />
        )}
      </td>
      <td className="min-w-40 py-2 pr-4">
        {check ? <CheckResult check={check} /> : host.lastHeardAt ? <Time at={host.lastHeardAt} /> : "Never"}
      </td>
      <td className="py-2 pr-4">
        <Participation project={project} host={host} />
      </td>
      <td className="py-2 font-mono text-log whitespace-nowrap">
        {host.hostKeys.map((key) => (
          <span key={key} className="block">
            {key}
          </span>
        ))}
      </td>
    </tr>
  );
}

function Participation({ project, host }: { project: string; host: ProjectSettings["hosts"][number] }) {
  const { name, record, keepsFailing, setAside } = host;
  return (
    <div className="flex flex-col items-start gap-1">
      {setAside && (
        <span>
          <StatusText status={{ code: "skip", word: "Set aside" }} /> by {setAside.by}: {setAside.reason}
        </span>
      )}
      {keepsFailing && !setAside && <StatusText status={{ code: "warn", word: "Keeps failing" }} />}
      <span className="text-ink-2 first-letter:uppercase">{describeRecord(record)}</span>
      <SetAsideButton project={project} host={name} isAside={setAside !== null} />
    </div>
  );
}
