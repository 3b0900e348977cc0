import { isDeliveryState } from "@/components/settings/delivery-status";
import type { DeliveryState } from "@/lib/contracts/intake-views";

/** Deliveries on one page. */
export const pageSize = 50;

export interface DeliveryFilter {
  /** Key of one source; null = all. */
  source: string | null;
  state: DeliveryState | null;
  /** Id of the last delivery of the page before. */
  before: number | null;
}

/** What the address of the page says; what it cannot mean is passed over. */
export function readDeliveryFilter(query: URLSearchParams): DeliveryFilter {
  const [source, state, before] = ["source", "state", "before"].map((name) => query.get(name));
  return {
    source: source && source.length <= 60 ? source : null,
    state: isDeliveryState(state ?? null) ? (state as DeliveryState) : null,
    before: /^[1-9]\d{0,8}$/.test(before ?? "") ? Number(before) : null,
  };
}

/** The query that asks the API for that page. */
export function toApiQuery(project: string, { source, state, before }: DeliveryFilter): URLSearchParams {
  const wanted = { project, source, state, before, limit: pageSize };
  return new URLSearchParams(
    Object.entries(wanted).flatMap(([name, value]) => (value === null ? [] : [[name, `${value}`]])),
  );
}
