import type { ArmSample, CanaryInterval } from "@/lib/domain/canary/canary-input";
import type { HostCount, HostHistory } from "@/lib/domain/canary/estimate-dispersion";
import { drawBinomial, drawPoisson, type Random } from "./seeded-random";

/** Traffic as it is simulated: hosts that are all alike, but for what is said of the canary. */
export type Traffic = {
  /** Requests a second and host. */
  rps: number;
  /** Share of requests that are bad. */
  rate: number;
  hosts: number;
  canaryHosts: number;
  /** How many times the rate of the control the canary has. */
  times?: number;
  /** Bad requests that come together on one host: once in so many intervals, so many. */
  bursts?: { every: number; size: number };
  /** What happens to all hosts alike: how many times the usual rate, and the usual share of the traffic, in an interval. */
  weather?: (interval: number) => { rate: number; canaryTraffic: number };
};

const intervalSeconds = 10;

/** What both arms answer, interval by interval. */
export function drawIntervals(random: Random, traffic: Traffic, count: number): CanaryInterval[] {
  const { hosts, canaryHosts, times = 1, weather = () => ({ rate: 1, canaryTraffic: 1 }) } = traffic;
  const draw = (conditions: Conditions): ArmSample => {
    const { n, bad } = drawHosts(random, traffic, conditions);
    return { codes: { 200: n - bad, 500: bad } };
  };
  return Array.from({ length: count }, (_, interval) => {
    const { rate, canaryTraffic } = weather(interval);
    return {
      canary: draw({ hosts: canaryHosts, rate: rate * times, traffic: canaryTraffic }),
      control: draw({ hosts: hosts - canaryHosts, rate, traffic: 1 }),
    };
  });
}

/** The hosts before the deploy. */
export function drawHistory(random: Random, traffic: Traffic, intervals: number): HostHistory {
  return Array.from({ length: intervals }, () =>
    Array.from({ length: traffic.hosts }, () => drawHosts(random, traffic, { hosts: 1, rate: 1, traffic: 1 })),
  );
}

type Conditions = { hosts: number; rate: number; traffic: number };

/** What so many hosts answer together in one interval. */
function drawHosts(random: Random, { rps, rate, bursts }: Traffic, now: Conditions): HostCount {
  const n = drawPoisson(random, rps * intervalSeconds * now.hosts * now.traffic);
  let bad = drawBinomial(random, n, rate * now.rate);
  for (let left = bursts ? drawBinomial(random, now.hosts, 1 / bursts.every) : 0; left > 0; left -= 1) {
    bad += 1 + drawPoisson(random, (bursts?.size ?? 1) - 1);
  }
  return { n: Math.max(n, bad), bad };
}
