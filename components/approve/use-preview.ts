"use client";

import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { fetchJson } from "@/components/live/api-client";
import type { RolloutPreview } from "@/lib/contracts/planning-views";
import type { NowView } from "@/lib/contracts/views";

/** Asked for again this often, also when nothing that is shown has changed; ms. */
const refreshTime = 5000;

/**
 * What a rollout to `to` (null = the newest commit with passed tests) would be. Whatever changes on Now may change it, so
 * it is read again then.
 */
export function usePreview(now: NowView, to: string | null): UseQueryResult<RolloutPreview> {
  const { project } = now;
  const address = `/api/v1/projects/${project}/preview${to === null ? "" : `?to=${to}`}`;
  return useQuery<RolloutPreview>({
    queryKey: ["preview", project, to, stampNow(now)],
    queryFn: ({ signal }) => fetchJson<RolloutPreview>(address, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: refreshTime,
    retry: false,
    // Without a network it says so, instead of waiting for one.
    networkMode: "always",
  });
}

function stampNow({ queue, queueTotal, live, doing, automation }: NowView): string {
  const tests = queue.map((commit) => commit.testStatus).join(" ");
  const rollout = `${doing?.number} ${doing?.state} ${live?.revision}`;
  const automationStamp = `${automation.mode} ${automation.halted?.since} ${automation.freeze?.expiresAt}`;
  return [queueTotal, queue.at(-1)?.sha, tests, rollout, automationStamp].join(";");
}
