"use client";

import { useState } from "react";
import { HostLogLink } from "@/components/fleet/failed-hosts";
import { type HostColumn, sortHosts } from "@/components/fleet/sort-hosts";
import { ScrollRegion } from "@/components/ui/scroll-region";
import { Sha } from "@/components/ui/sha";
import { hostStatus } from "@/components/ui/status";
import { StatusText } from "@/components/ui/status-badge";
import { Duration, Time } from "@/components/ui/time";
import type { HostDeployView, StageView } from "@/lib/contracts/views";

const columns = [
  { key: "host", word: "Host" },
  { key: "state", word: "State" },
  { key: "stage", word: "Stage" },
  { key: "started", word: "Started" },
] as const satisfies readonly { key: HostColumn; word: string }[];

/** The hosts as a table; a column's heading sorts by it. */
export function HostTable({ deploys, stages }: { deploys: readonly HostDeployView[]; stages: readonly StageView[] }) {
  const [order, setOrder] = useState<{ column: HostColumn; descending: boolean }>({
    column: "state",
    descending: false,
  });
  const sortBy = (column: HostColumn) =>
    setOrder((known) => ({ column, descending: known.column === column ? !known.descending : false }));
  const ariaSort = (column: HostColumn) => {
    if (order.column !== column) return "none";
    return order.descending ? "descending" : "ascending";
  };
  return (
    <ScrollRegion label="Hosts">
      <table className="w-full text-left">
        <caption className="sr-only">Hosts of this rollout</caption>
        <thead className="text-meta text-ink-2">
          <tr className="border-b border-hairline">
            {columns.map(({ key, word }) => (
              <th key={key} scope="col" aria-sort={ariaSort(key)} className="pr-4">
                <button
                  type="button"
                  onClick={() => sortBy(key)}
                  className="min-h-8 font-semibold hover:text-ink pointer-coarse:min-h-11"
                >
                  {word} <span aria-hidden="true">{order.column === key ? (order.descending ? "▼" : "▲") : "↕"}</span>
                </button>
              </th>
            ))}
            <th scope="col" className="pr-4 font-semibold">
              Runs
            </th>
            <th scope="col" className="pr-4 font-semibold">
              What it said
            </th>
            <th scope="col" className="font-semibold">
              <span className="sr-only">Log</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {sortHosts(deploys, order).map((deploy) => (
            <HostRow
              key={deploy.host}
              deploy={deploy}
              stage={stages.find((each) => each.index === deploy.stage)?.name ?? ""}
            />
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

function HostRow({ deploy, stage }: { deploy: HostDeployView; stage: string }) {
  return (
    <tr
      data-row=""
      data-state={deploy.state}
      className="border-b border-hairline last:border-b-0 has-focus-visible:bg-sunken"
    >
      <th scope="row" className="py-2 pr-4 font-semibold whitespace-nowrap">
        {deploy.host}
      </th>
      <td className="pr-4">
        <StatusText status={hostStatus(deploy.state)} />
      </td>
      <td className="pr-4">{stage}</td>
      <td className="pr-4 whitespace-nowrap text-ink-2">
        {deploy.startedAt && (
          <>
            <Time at={deploy.startedAt} relative={false} />
            {", "}
            <Duration from={deploy.startedAt} to={deploy.endedAt} />
          </>
        )}
      </td>
      <td className="pr-4">
        {deploy.currentRevision ? <Sha sha={deploy.currentRevision} /> : <span className="text-ink-3">not known</span>}
      </td>
      <td className="max-w-[40ch] truncate pr-4 text-ink-2" title={deploy.reason ?? undefined}>
        {[deploy.step && `${deploy.step}:`, deploy.lastErrorLine ?? deploy.reason].filter(Boolean).join(" ")}
      </td>
      <td data-row-door="">
        <HostLogLink host={deploy.host} />
      </td>
    </tr>
  );
}
