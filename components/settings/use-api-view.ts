"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { fetchJson } from "@/components/live/api-client";

/** Asked for again this often; the live stream carries other things. ms */
const refreshTime = 3000;

export interface ApiView<View> {
  /** What was read last; kept when a later read fails. */
  view: View;
  /** Why the newest read failed; null when it did not. */
  problem: string | null;
  reload: () => void;
}

/** A view of the API that is read again every few seconds while the page is looked at; `initial` came with the page. */
export function useApiView<View>(path: string, initial: View): ApiView<View> {
  const { data, error, refetch } = useQuery<View>({
    queryKey: ["api", path],
    queryFn: ({ signal }) => fetchJson<View>(path, signal),
    initialData: initial,
    refetchInterval: refreshTime,
    retry: false,
    // Without a network it says so, instead of waiting for one.
    networkMode: "always",
  });
  const reload = useCallback(() => void refetch(), [refetch]);
  return { view: data ?? initial, problem: error ? error.message : null, reload };
}
