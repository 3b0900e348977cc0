import type { HostMeasure } from "../access-log/measure-host";
import type { HostCount, HostHistory } from "./estimate-dispersion";
import { countBadRequests } from "./tally-requests";

export type MeasuredHost = { hostId: number; arm: "canary" | "control"; measure: HostMeasure };

/** What the hosts of a stage and their controls did before the deploy. */
export type StageBaseline = {
  /** Hosts whose logs were read, and above how many seconds each of them is slow; null = it logs no durations. */
  hosts: { hostId: number; arm: "canary" | "control"; slowerThan: Record<string, number> | null }[];
  /** The time all of them tell of, epoch milliseconds; empty when they are equal. */
  fromMs: number;
  untilMs: number;
  /** How the traffic was shared in that time; hosts of an arm that were not read are in neither. */
  requests: { canary: number; control: number };
  /** Busiest first. */
  endpoints: string[];
  history: HostHistory;
  /** What could not be read, in words. */
  missing: string[];
};

type Terms = { intervalMs: number; excludeCodes: readonly number[]; maxEndpoints: number; missing: string[] };

/** Puts the hosts beside each other, in the time that all of their logs tell of. */
export function summariseBaseline(hosts: readonly MeasuredHost[], terms: Terms): StageBaseline {
  const untilMs = hosts.length > 0 ? Math.min(...hosts.map(({ measure }) => measure.untilMs)) : 0;
  const fromMs = Math.min(untilMs, Math.max(0, ...hosts.map(({ measure }) => measure.fromMs)));
  const history: HostCount[][] = [];
  for (let startMs = fromMs; startMs + terms.intervalMs <= untilMs; startMs += terms.intervalMs) {
    history.push(hosts.map(({ measure }) => countHost(measure, startMs, terms.excludeCodes)));
  }
  const requestsOf = (arm: MeasuredHost["arm"]) =>
    history.reduce(
      (sum, counts) => sum + counts.reduce((all, { n }, at) => all + (hosts[at]?.arm === arm ? n : 0), 0),
      0,
    );
  return {
    hosts: hosts.map(({ hostId, arm, measure }) => ({ hostId, arm, slowerThan: measure.slowerThan })),
    fromMs,
    untilMs,
    requests: { canary: requestsOf("canary"), control: requestsOf("control") },
    endpoints: findBusiest(hosts, terms.maxEndpoints),
    history: history.filter((counts) => counts.some(({ n }) => n > 0)),
    missing: terms.missing,
  };
}

function countHost({ intervals }: HostMeasure, startMs: number, excludeCodes: readonly number[]): HostCount {
  const interval = intervals.find((one) => one.startMs === startMs);
  if (!interval) return { n: 0, bad: 0 };
  const { n, bad } = countBadRequests(interval.codes, "5xx", excludeCodes);
  const { bad: refused } = countBadRequests(interval.codes, "4xx", excludeCodes);
  return { n, bad, counts: { "4xx": refused, ...interval.slow } };
}

function findBusiest(hosts: readonly MeasuredHost[], most: number): string[] {
  const traffic = new Map<string, number>();
  for (const { measure } of hosts) {
    for (const [name, count] of Object.entries(measure.endpoints)) traffic.set(name, (traffic.get(name) ?? 0) + count);
  }
  const busiest = [...traffic].sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1));
  return busiest.slice(0, most).map(([name]) => name);
}
