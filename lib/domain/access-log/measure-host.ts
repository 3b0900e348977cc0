import { countIntervals, type IntervalCount } from "./count-intervals";
import { endpointOf } from "./endpoint-of";
import type { LoggedRequest } from "./log-format";

/** What one host did before a deploy. */
export type HostMeasure = {
  /** The first interval its log reaches back to in full, and the end, epoch milliseconds. */
  fromMs: number;
  untilMs: number;
  /** Seconds that so large a share of its requests took at most; null = its log tells no durations. */
  slowerThan: Record<string, number> | null;
  /** Requests by endpoint, the busiest. */
  endpoints: Record<string, number>;
  intervals: IntervalCount[];
};

export type Measuring = {
  intervalMs: number;
  clockOffsetMs: number;
  /** The time looked back over, epoch milliseconds of our clock. */
  fromMs: number;
  untilMs: number;
  quantiles: readonly string[];
  /** Seconds under which no request counts as slow. */
  slowAtLeast: number;
};

/** More endpoints than this of one host are not kept. */
const mostEndpoints = 200;

/** Measures one host by what its log tells of the time before. */
export function measureHost(requests: readonly LoggedRequest[], measuring: Measuring): HostMeasure {
  const { intervalMs, clockOffsetMs, untilMs } = measuring;
  const at = (request: LoggedRequest) => request.time * 1000 - clockOffsetMs;
  const first = requests.reduce((earliest, request) => Math.min(earliest, at(request)), Number.POSITIVE_INFINITY);
  // The log may begin, or may have been cut, in the middle of an interval. An empty one tells that nothing was answered.
  const whole = Number.isFinite(first) ? (Math.floor(first / intervalMs) + 1) * intervalMs : measuring.fromMs;
  const fromMs = Math.max(Math.ceil(measuring.fromMs / intervalMs) * intervalMs, whole);
  const within = requests.filter((request) => at(request) >= fromMs && at(request) < untilMs);
  const slowerThan = findQuantiles(within, measuring);
  const counting = { intervalMs, clockOffsetMs, slowerThan, endpoints: null };
  return {
    fromMs,
    untilMs,
    slowerThan,
    endpoints: countEndpoints(within),
    intervals: countIntervals(within, counting),
  };
}

function findQuantiles(requests: readonly LoggedRequest[], { quantiles, slowAtLeast }: Measuring) {
  const durations = requests.flatMap(({ duration }) => duration ?? []).sort((a, b) => a - b);
  if (durations.length === 0) return null;
  const quantileOf = (name: string) => {
    const share = Number(name.slice(1)) / 100;
    return durations[Math.min(durations.length, Math.max(1, Math.ceil(share * durations.length))) - 1] ?? 0;
  };
  return Object.fromEntries(quantiles.map((name) => [name, Math.max(slowAtLeast, quantileOf(name))]));
}

function countEndpoints(requests: readonly LoggedRequest[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const request of requests) {
    const endpoint = endpointOf(request);
    if (endpoint !== null) counts.set(endpoint, (counts.get(endpoint) ?? 0) + 1);
  }
  const busiest = [...counts].sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1));
  return Object.fromEntries(busiest.slice(0, mostEndpoints));
}
