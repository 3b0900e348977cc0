"use client";

import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { fetchJson } from "@/components/live/api-client";

/** Asked for again this often; the live stream carries other things. ms */
const refreshTime = 3000;

export interface ApiView<View> {
  /** What was read last; kept when a later read fails. */
  view: View | null;
  /** Why the newest read failed; null when it did not. */
  problem: string | null;
  reload: () => void;
}

/** A view of the API that is read again every few seconds while the page is looked at. */
export function useApiView<View>(path: string, options: { refresh: boolean } = { refresh: true }): ApiView<View> {
  const { data, error, refetch } = useQuery<View>({
    queryKey: ["api", path],
    queryFn: ({ signal }) => fetchJson<View>(path, signal),
    refetchInterval: options.refresh ? refreshTime : false,
    retry: false,
  });
  const reload = useCallback(() => void refetch(), [refetch]);
  return { view: data ?? null, problem: error ? error.message : null, reload };
}
