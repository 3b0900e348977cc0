"use client";

import { useQuery } from "@tanstack/react-query";
import { ApiError, fetchJson } from "@/components/live/api-client";

/** Asked again this often: the past stays, but rollouts go on, and a commit may be marked by now. ms */
const refreshTime = 5000;

export interface PastAnswer<View> {
  /** Null while it is read, or when it could not be. */
  view: View | null;
  /** Why the newest read failed; null when it did not. */
  problem: string | null;
  reload: () => void;
}

/** What the API answers at an address, and came with the page. */
export interface FirstAnswer<View> {
  path: string;
  view: View;
}

/** What the API answers about the past. `path` null = nothing is asked. */
export function usePastAnswer<View>(path: string | null, first?: FirstAnswer<View>): PastAnswer<View> {
  const { data, error, refetch } = useQuery<View>({
    queryKey: ["past", path],
    queryFn: ({ signal }) => fetchJson<View>(path ?? "", signal),
    enabled: path !== null,
    ...(first?.path === path && { initialData: first?.view }),
    // What cannot be answered now cannot be answered later either, unless it may pass.
    refetchInterval: ({ state: { error } }) => (error instanceof ApiError && !error.passing ? false : refreshTime),
    retry: false,
    // Without a network it says so, instead of waiting for one.
    networkMode: "always",
  });
  const problem = error instanceof ApiError ? error.message : "Sauron cannot be reached.";
  return { view: data ?? null, problem: error ? problem : null, reload: () => void refetch() };
}
