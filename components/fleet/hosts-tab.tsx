"use client";

import { FailedHosts } from "@/components/fleet/failed-hosts";
import { filterHosts } from "@/components/fleet/filter-hosts";
import { FleetSentence } from "@/components/fleet/fleet-sentence";
import { countByState, groupingLabels } from "@/components/fleet/group-hosts";
import { HostGroups } from "@/components/fleet/host-groups";
import { HostTable } from "@/components/fleet/host-table";
import { HostTroubles } from "@/components/fleet/host-troubles";
import { newestAttempts } from "@/components/fleet/newest-attempts";
import { RejectedHosts } from "@/components/fleet/rejected-hosts";
import { changeViewQuery, useViewQuery } from "@/components/rollout/use-view-query";
import { Card } from "@/components/ui/card";
import { SegmentedChoice } from "@/components/ui/segmented-choice";
import { hostStatus } from "@/components/ui/status";
import type { RolloutView } from "@/lib/contracts/views";

/** All hosts of the rollout as a grid or a table with the same facts. Filters live in the address. */
export function HostsTab({ view }: { view: RolloutView }) {
  const query = useViewQuery();
  const hosts = newestAttempts(view.hostDeploys);
  const shown = filterHosts(hosts, { state: query.get("state"), text: query.get("q") ?? "" });
  const asTable = query.get("view") === "table";
  return (
    <div className="flex flex-col gap-4">
      <FailedHosts view={view} />
      <HostTroubles project={view.project} troubles={view} />
      <RejectedHosts stages={view.stages} />
      <Card title="Hosts" aside={<FleetSentence fleet={view.fleet} />}>
        <div className="mb-4 flex flex-wrap items-center gap-3">
          <StateFilter hosts={hosts} current={query.get("state")} />
          <SegmentedChoice
            label="Show hosts as"
            value={asTable ? "table" : "grid"}
            options={[
              { value: "grid", word: "Grid" },
              { value: "table", word: "Table" },
            ]}
            onChoose={(value) => changeViewQuery({ view: value === "table" ? "table" : null }, "replace")}
          />
          <GroupChoice labels={groupingLabels(hosts)} current={query.get("group")} />
          <input
            type="search"
            aria-label="Filter hosts by name"
            placeholder="Filter by name"
            defaultValue={query.get("q") ?? ""}
            onChange={(event) => changeViewQuery({ q: event.target.value }, "replace")}
            className="min-h-8 w-44 rounded-control border border-edge bg-surface px-2 placeholder:text-ink-3 pointer-coarse:min-h-11"
          />
        </div>
        {shown.length === 0 ? (
          <p className="text-ink-2">
            {hosts.length === 0 ? "No host has been planned yet." : "No host matches the filter."}
          </p>
        ) : asTable ? (
          <HostTable deploys={shown} stages={view.stages} />
        ) : (
          <HostGroups deploys={shown} label={query.get("group")} />
        )}
      </Card>
    </div>
  );
}

function StateFilter({ hosts, current }: { hosts: RolloutView["hostDeploys"]; current: string | null }) {
  const options = [
    { value: "", word: `All ${hosts.length}` },
    ...countByState(hosts).map(({ state, count }) => ({ value: state, word: `${hostStatus(state).word} ${count}` })),
  ];
  return (
    <SegmentedChoice
      label="Show hosts that are"
      value={options.some((option) => option.value === current) ? (current ?? "") : ""}
      options={options}
      onChoose={(value) => changeViewQuery({ state: value }, "replace")}
    />
  );
}

function GroupChoice({ labels, current }: { labels: string[]; current: string | null }) {
  if (labels.length < 2) return null;
  return (
    <label className="flex items-center gap-2 text-meta">
      <span className="text-ink-2">Group by</span>
      <select
        value={current ?? labels[0]}
        onChange={(event) => changeViewQuery({ group: event.target.value }, "replace")}
        className="min-h-8 rounded-control border border-edge bg-surface px-2 pointer-coarse:min-h-11"
      >
        {labels.map((label) => (
          <option key={label}>{label}</option>
        ))}
      </select>
    </label>
  );
}
