import { compareNames } from "@/components/fleet/compare-names";
import { hostStateOrder } from "@/components/fleet/host-state-order";
import { newestAttempts } from "@/components/fleet/newest-attempts";
import type { HostDeployView } from "@/lib/contracts/views";

export interface HostGroup {
  name: string;
  deploys: HostDeployView[];
}

/** Labels by which the hosts can be told apart: those that not all hosts share, or that have several values. */
export function groupingLabels(deploys: readonly HostDeployView[]): string[] {
  const names = new Set(deploys.flatMap((deploy) => Object.keys(deploy.labels)));
  return [...names].filter((name) => new Set(deploys.map((deploy) => deploy.labels[name])).size > 1).sort();
}

/** Hosts by the value of a label; within a group failures first. Groups with failures come first too. */
export function groupHosts(deploys: readonly HostDeployView[], label: string | null): HostGroup[] {
  const groups = new Map<string, HostDeployView[]>();
  for (const deploy of newestAttempts(deploys)) {
    const name = label === null ? "all hosts" : (deploy.labels[label] ?? `no ${label}`);
    const members = groups.get(name);
    if (members) members.push(deploy);
    else groups.set(name, [deploy]);
  }
  const worst = (group: HostGroup) => Math.min(...group.deploys.map((deploy) => hostStateOrder.indexOf(deploy.state)));
  return [...groups]
    .map(([name, members]) => ({
      name,
      deploys: members.toSorted((a, b) => hostStateOrder.indexOf(a.state) - hostStateOrder.indexOf(b.state)),
    }))
    .sort((a, b) => Math.min(worst(a), 2) - Math.min(worst(b), 2) || compareNames(a.name, b.name));
}

/** "2 failed, 40 running, 148 waiting": every state that occurs, worst first. */
export function countByState(deploys: readonly HostDeployView[]): { state: HostDeployView["state"]; count: number }[] {
  return hostStateOrder.flatMap((state) => {
    const count = deploys.filter((deploy) => deploy.state === state).length;
    return count > 0 ? [{ state, count }] : [];
  });
}
