import { compareNames } from "@/components/fleet/compare-names";
import type { HostDeployView } from "@/lib/contracts/views";

/** The newest attempt of each host, in the order in which hosts are named. */
export function newestAttempts(deploys: readonly HostDeployView[]): HostDeployView[] {
  const byHost = new Map<string, HostDeployView>();
  for (const deploy of deploys) {
    const known = byHost.get(deploy.host);
    if (!known || deploy.attempt > known.attempt) byHost.set(deploy.host, deploy);
  }
  return [...byHost.values()].sort((a, b) => compareNames(a.host, b.host));
}
