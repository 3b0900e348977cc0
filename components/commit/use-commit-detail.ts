"use client";

import { useQuery } from "@tanstack/react-query";
import type { z } from "zod";
import { fetchJson } from "@/components/live/api-client";
import { useLiveStatus } from "@/components/live/live-provider";
import type { ApiView } from "@/components/settings/use-api-view";
import type { commitDetailSchema } from "@/lib/contracts/api";

export type CommitDetail = z.infer<typeof commitDetailSchema>;

/** Asked for again this often: much of what a commit's page tells changes with the clock; ms. */
const refreshTime = 3000;

/** Everything about a commit, kept fresh while somebody looks at it. */
export function useCommitDetail(project: string, initial: CommitDetail): ApiView<CommitDetail> {
  const { paused } = useLiveStatus();
  const { data, error, refetch } = useQuery<CommitDetail>({
    queryKey: ["commit", project, initial.sha],
    queryFn: ({ signal }) => fetchJson<CommitDetail>(`/api/v1/commits/${initial.sha}?project=${project}`, signal),
    initialData: initial,
    refetchInterval: paused ? false : refreshTime,
    retry: false,
    // Without a network it says so, instead of waiting for one.
    networkMode: "always",
  });
  return { view: data, problem: error ? error.message : null, reload: () => void refetch() };
}
