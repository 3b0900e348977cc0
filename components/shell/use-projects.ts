import { useQuery } from "@tanstack/react-query";
import { fetchJson } from "@/components/live/api-client";
import type { ProjectSummary } from "@/lib/contracts/views";

/** All projects. Those that were known when they were asked for before are there at once. */
export function useProjects(): ProjectSummary[] {
  const { data } = useQuery({
    queryKey: ["projects"],
    queryFn: ({ signal }) => fetchJson<{ projects: ProjectSummary[] }>("/api/v1/projects", signal),
    staleTime: 0,
    retry: false,
  });
  return data?.projects ?? [];
}
