"use client";

import { useQuery } from "@tanstack/react-query";
import { type InsightsScope, insightsAddress } from "@/components/insights/insights-address";
import { ApiError, fetchJson } from "@/components/live/api-client";
import type { InsightsView } from "@/lib/contracts/insights-views";

/** Asked again this often: figures of many days move slowly. ms */
const refreshTime = 30_000;

export interface InsightsAnswer {
  /** The newest there is; what was read before stays while another answer is on its way, or does not come. */
  view: InsightsView;
  /** Why the newest read failed; null when it did not. */
  problem: string | null;
  reload: () => void;
}

/** The insights of a project; `first` came with the page, maybe in another zone than is wanted now. */
export function useInsights(project: string, scope: InsightsScope, first: InsightsView): InsightsAnswer {
  const path = insightsAddress(project, scope);
  const isFirst = first.days === scope.days && first.zone === scope.zone;
  const { data, error, refetch } = useQuery<InsightsView>({
    queryKey: ["insights", path],
    queryFn: ({ signal }) => fetchJson<InsightsView>(path, signal),
    ...(isFirst && { initialData: first }),
    placeholderData: (before) => before ?? first,
    refetchInterval: refreshTime,
    retry: false,
    // Without a network it says so, instead of waiting for one.
    networkMode: "always",
  });
  const problem = error instanceof ApiError ? error.message : "Sauron cannot be reached.";
  return { view: data ?? first, problem: error ? problem : null, reload: () => void refetch() };
}
