import { endpointOf } from "./endpoint-of";
import type { LoggedRequest } from "./log-format";

/** Requests of one host in one interval of our clock. */
export type IntervalCount = {
  /** Its beginning, epoch milliseconds; a multiple of its length. */
  startMs: number;
  /** Requests by status code; "-" = the server answered nothing. */
  codes: Record<string, number>;
  /** Requests slower than each of the limits; null = there are none. */
  slow: Record<string, number> | null;
  /** By endpoint and status code; all but the known ones together as "other". Null = not told apart. */
  endpoints: Record<string, Record<string, number>> | null;
};

export type Counting = {
  intervalMs: number;
  /** The host's clock minus ours. */
  clockOffsetMs: number;
  /** Seconds, by quantile. */
  slowerThan: Readonly<Record<string, number>> | null;
  endpoints: readonly string[] | null;
};

/** Counts requests by the interval in which the server wrote them down, oldest first. */
export function countIntervals(requests: readonly LoggedRequest[], counting: Counting): IntervalCount[] {
  const known = new Set(counting.endpoints);
  const intervals = new Map<number, IntervalCount>();
  for (const request of requests) {
    const startMs = startOfInterval(request.time * 1000 - counting.clockOffsetMs, counting.intervalMs);
    const interval = intervals.get(startMs) ?? beginInterval(startMs, counting);
    intervals.set(startMs, interval);
    const code = request.status === null ? "-" : String(request.status);
    addOne(interval.codes, code);
    if (interval.endpoints) addEndpoint(interval.endpoints, chooseName(request, known), code);
    if (interval.slow) addSlow(interval.slow, request, counting.slowerThan ?? {});
  }
  return [...intervals.values()].sort((a, b) => a.startMs - b.startMs);
}

/** Where the interval begins that `atMs` is in. */
export function startOfInterval(atMs: number, intervalMs: number): number {
  return Math.floor(atMs / intervalMs) * intervalMs;
}

function beginInterval(startMs: number, { slowerThan, endpoints }: Counting): IntervalCount {
  const slow = slowerThan && Object.fromEntries(Object.keys(slowerThan).map((quantile) => [quantile, 0]));
  return { startMs, codes: {}, slow, endpoints: endpoints && {} };
}

function chooseName(request: LoggedRequest, known: ReadonlySet<string>): string {
  const endpoint = endpointOf(request);
  return endpoint !== null && known.has(endpoint) ? endpoint : "other";
}

function addEndpoint(endpoints: Record<string, Record<string, number>>, name: string, code: string): void {
  endpoints[name] ??= {};
  addOne(endpoints[name], code);
}

function addSlow(slow: Record<string, number>, { duration }: LoggedRequest, limits: Readonly<Record<string, number>>) {
  for (const [quantile, limit] of Object.entries(limits))
    if (duration !== null && duration > limit) addOne(slow, quantile);
}

function addOne(counts: Record<string, number>, key: string): void {
  counts[key] = (counts[key] ?? 0) + 1;
}
