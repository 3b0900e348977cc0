"use client";

import { ActButton } from "@/components/access/act-button";
import { AddHostsCard } from "@/components/settings/add-hosts-card";
import { HostSettingsTable } from "@/components/settings/host-settings-table";
import { InventoryNote } from "@/components/settings/inventory-note";
import { SettingsFrame } from "@/components/settings/settings-frame";
import { useChecks } from "@/components/setup/use-checks";
import { Card } from "@/components/ui/card";
import type { ProjectSettings } from "@/lib/contracts/setup-views";

/** The hosts that the project file in force names; each can be looked at now, as a rollout would reach it. */
export function HostsScreen({ settings }: { settings: ProjectSettings }) {
  const { project, hosts, inventory } = settings;
  const { checks, problem, begin } = useChecks();
  return (
    <SettingsFrame project={project} area="hosts">
      <Card title="Hosts" aside={countHosts(hosts)}>
        {inventory && <InventoryNote project={project} inventory={inventory} />}
        <div className="flex flex-wrap items-center gap-3 pb-3">
          <ActButton needs="configure" onClick={() => void begin(`/projects/${project}/hosts/check`, {})}>
            Check {hosts.length === 1 ? "the host" : `all ${hosts.length} hosts`}
          </ActButton>
          <p className="min-w-0 flex-1 basis-60 text-ink-2">
            {problem ?? "A worker logs in to each as a rollout would, and changes nothing there."}
          </p>
        </div>
        <HostSettingsTable project={project} hosts={hosts} checks={checks} />
        <p className="max-w-[72ch] pt-3 text-ink-2">
          {inventory
            ? "Hosts are added and removed where the inventory lists them; see "
            : "Hosts are added, changed and removed in the project file, under "}
          <code className="font-mono text-log">{inventory ? "fleet.inventory" : "fleet"}</code>
          {inventory && " of the project file"}.
        </p>
      </Card>
      {!inventory && <AddHostsCard settings={settings} />}
    </SettingsFrame>
  );
}

function countHosts(hosts: ProjectSettings["hosts"]): string {
  const aside = hosts.filter((host) => host.setAside !== null).length;
  return `${hosts.length} in the version in force${aside === 0 ? "" : `, ${aside} of them set aside`}`;
}
