"use client";

import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { fetchJson } from "@/components/live/api-client";
import type { RollbackPreview } from "@/lib/contracts/rollback-views";
import type { NowView } from "@/lib/contracts/views";

/** Asked for again this often, also when nothing that is shown has changed; ms. */
const refreshTime = 5000;

/** How a person wants to go back. */
export type RollbackChoice = {
  /** Null = the last good revision. */
  to: string | null;
  watchCanary: boolean;
  allHosts: boolean;
};

/** What such a rollback would be. Whatever changes on Now may change it, so it is read again then. */
export function useRollbackPreview(now: NowView, choice: RollbackChoice): UseQueryResult<RollbackPreview> {
  const { to, watchCanary, allHosts } = choice;
  const query = new URLSearchParams({ watchCanary: `${watchCanary}`, allHosts: `${allHosts}` });
  if (to !== null) query.set("to", to);
  const address = `/api/v1/projects/${now.project}/rollback-preview?${query}`;
  return useQuery<RollbackPreview>({
    queryKey: ["rollback", address, stampNow(now)],
    queryFn: ({ signal }) => fetchJson<RollbackPreview>(address, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: refreshTime,
    retry: false,
    // Without a network it says so, instead of waiting for one.
    networkMode: "always",
  });
}

function stampNow({ live, doing, automation, did, fleet }: NowView): string {
  const hosts = fleet.map((share) => `${share.revision} ${share.hosts}`).join(" ");
  return [doing?.number, doing?.state, live?.revision, did[0]?.number, automation.freeze?.expiresAt, hosts].join(";");
}
