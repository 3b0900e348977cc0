"use client";

import { useQuery } from "@tanstack/react-query";
import { useParams } from "next/navigation";
import { fetchJson } from "@/components/live/api-client";
import type { CallerView } from "@/lib/contracts/api-access";
import type { Permission } from "@/lib/domain/access/permissions";

/** How long an answer counts; ms. Whoever was given a role sees it after this, or after coming back to the page. */
const freshFor = 60_000;

/** Who looks at the page, and what they may do in its project; undefined until that is known. */
export function useCaller(): CallerView | undefined {
  const { project } = useParams<{ project?: string }>();
  const about = project === undefined ? "" : `?project=${encodeURIComponent(project)}`;
  const { data } = useQuery<CallerView>({
    queryKey: ["caller", project ?? null],
    queryFn: ({ signal }) => fetchJson<CallerView>(`/api/v1/caller${about}`, signal),
    staleTime: freshFor,
    refetchInterval: freshFor,
    refetchOnWindowFocus: true,
  });
  return data;
}

/** Why the person at the page may not do it, and who may; null when they may, or nobody knows: then the server decides. */
export function useRefusal(needs: Permission): string | null {
  return useCaller()?.refusals[needs] ?? null;
}
