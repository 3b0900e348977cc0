/** Which insights are meant: so many days of a time zone. */
export interface InsightsScope {
  days: number;
  zone: string;
}

/** Where the API tells the insights of a project. */
export function insightsAddress(project: string, { days, zone }: InsightsScope, format?: "csv" | "json"): string {
  const query = new URLSearchParams({ days: `${days}`, zone, ...(format && { format }) });
  return `/api/v1/projects/${project}/insights?${query}`;
}
