import type { HistoryFilter } from "@/components/history/history-filter";

/** Rollouts on one page. */
export const pageSize = 100;
/** Rollouts in a file at most. */
export const fileSize = 5000;

/** Where the API tells what a project ran at a time, as it is written. */
export function pastAddress(project: string, at: string): string {
  return `/api/v1/projects/${project}/at?${new URLSearchParams({ time: at })}`;
}

/** Where the API lists the rollouts that a filter lets through. */
export function rolloutsAddress(
  project: string,
  filter: HistoryFilter,
  form: { limit: number; format?: "csv" },
): string {
  const wanted = { project, status: filter.status, q: filter.text, before: filter.before, ...form };
  const named = Object.entries(wanted).flatMap(([name, value]) => (value === null ? [] : [[name, `${value}`]]));
  return `/api/v1/rollouts?${new URLSearchParams(named)}`;
}

/** The page that says which commit may have caused an error. */
export function suspectsPage(project: string, since: string): string {
  return `/p/${project}/history/suspects?${new URLSearchParams({ since })}`;
}
