"use client";

import { HostDecisions } from "@/components/fleet/host-decisions";
import { newestAttempts } from "@/components/fleet/newest-attempts";
import { hostLogAddress, openHostLog } from "@/components/fleet/open-host-log";
import { Card } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { hostStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import { Time } from "@/components/ui/time";
import type { HostDeployView, RolloutView } from "@/lib/contracts/views";

/** The hosts that did not get there, each with what it said last. Shows nothing when there are none. */
export function FailedHosts({ view }: { view: RolloutView }) {
  const hosts = newestAttempts(view.hostDeploys);
  const failed = hosts.filter(isNotDone);
  const skipped = hosts.filter(isSkipped);
  if (failed.length + skipped.length === 0) return null;
  return (
    <Card
      title={skipped.length > 0 ? "Failed or skipped hosts" : "Failed hosts"}
      aside={`${failed.length + skipped.length} of ${view.hosts.total}`}
    >
      <ul className="flex flex-col divide-y divide-hairline">
        {[...failed, ...skipped].map((deploy) => (
          <FailedHost key={deploy.host} view={view} deploy={deploy} />
        ))}
      </ul>
    </Card>
  );
}

function isNotDone({ state }: HostDeployView): boolean {
  return state === "failed" || state === "unknown";
}

/** It was tried, and a person went on without it; others that are skipped were never reached. */
function isSkipped({ state, startedAt }: HostDeployView): boolean {
  return state === "skipped" && startedAt !== null;
}

function FailedHost({ view, deploy }: { view: RolloutView; deploy: HostDeployView }) {
  const facts = [
    deploy.step && `step ${deploy.step}`,
    deploy.exitCode !== null && `exit ${deploy.exitCode}`,
    deploy.attempt > 1 && `${deploy.attempt} tries`,
  ].filter(Boolean);
  const said = deploy.lastErrorLine ?? deploy.reason ?? "It said nothing.";
  return (
    <li data-row="" data-state={deploy.state} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
      <StatusText status={hostStatus(deploy.state)} />
      <strong>{deploy.host}</strong>
      <span className="text-ink-2">{facts.join(" · ")}</span>
      {deploy.endedAt && (
        <span className="text-ink-2">
          <Time at={deploy.endedAt} relative={false} />
        </span>
      )}
      <span data-row-door="" className="ml-auto flex items-center gap-2">
        <HostLogLink host={deploy.host} />
        <CopyButton text={`${deploy.host}: ${facts.join(", ")}: ${said}`} label={`the error of ${deploy.host}`} />
      </span>
      {deploy.reason && <p className="w-full">{deploy.reason}</p>}
      {deploy.lastErrorLine && (
        <code className="w-full overflow-x-auto rounded-control bg-sunken px-2 py-1 font-mono text-log whitespace-pre">
          {deploy.lastErrorLine}
        </code>
      )}
      {isNotDone(deploy) && (
        <div className="flex w-full flex-wrap gap-2">
          <HostDecisions view={view} deploy={deploy} />
        </div>
      )}
    </li>
  );
}

/** Opens the log with only this host's lines. */
export function HostLogLink({ host }: { host: string }) {
  return (
    <a
      href={hostLogAddress(host)}
      onClick={(event) => openHostLog(event, host)}
      className="inline-flex min-h-6 items-center text-run underline-offset-2 hover:underline pointer-coarse:min-h-11"
    >
      Log<span className="sr-only"> of {host}</span>
    </a>
  );
}
