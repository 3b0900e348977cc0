"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { ApiError, fetchJson } from "@/components/live/api-client";
import type { CanarySeriesView } from "@/lib/contracts/api-canary";
import type { RolloutView } from "@/lib/contracts/views";

export interface CanarySeries {
  /** What was read last; null while nothing was. */
  view: CanarySeriesView | null;
  /** Why the newest read failed; null when it did not. */
  problem: string | null;
  reload: () => void;
}

/** The numbers along the time, read anew when a look has judged more of them: the rollout's view tells of each. */
export function useCanarySeries({ project, number, stages }: RolloutView): CanarySeries {
  const looks = stages.map(({ verdict }) => verdict?.at ?? "").join(" ");
  const path = `/api/v1/rollouts/${number}/canary-series?project=${encodeURIComponent(project)}`;
  const { data, error, refetch } = useQuery<CanarySeriesView>({
    queryKey: ["canary-series", path, looks],
    queryFn: ({ signal }) => fetchJson<CanarySeriesView>(path, signal),
    enabled: looks.trim() !== "",
    placeholderData: keepPreviousData,
    retry: false,
    // Without a network it says so, instead of waiting for one.
    networkMode: "always",
  });
  // What is drawn stays when a later read fails.
  const last = useRef<CanarySeriesView | null>(null);
  last.current = data ?? last.current;
  const problem = error instanceof ApiError ? error.message : "Sauron cannot be reached.";
  return { view: last.current, problem: error ? problem : null, reload: () => void refetch() };
}
