import { describe, expect, test, vi } from "vitest";
import { drawHistory, drawIntervals, type Traffic } from "@/lib/testing/canary-traffic";
import { createRandom, drawBinomial, drawPoisson, type Random } from "@/lib/testing/seeded-random";
import type { CanaryInput, LatencyQuantile } from "./canary-input";
import { judgeCanary } from "./judge-canary";

// Two seconds of computing each; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 180_000 });

/** No rule that could fail a canary by itself: what is measured here is the comparison. */
const rules = [{ metric: "5xx", op: "<", pct: 99 }] as const;

/** Ten minutes, looked at every 10 seconds. */
const looks = 60;

/** Looks at so many canaries all along, and gathers at which look each was failed; Infinity = never. */
function judgeMany(canaries: number, draw: (random: Random) => CanaryInput): number[] {
  const random = createRandom(2012);
  return Array.from({ length: canaries }, () => {
    const { verdict, look } = judgeCanary(draw(random));
    return verdict === "fail" ? look : Number.POSITIVE_INFINITY;
  });
}

function failedShare(looks: readonly number[]): number {
  return looks.filter(Number.isFinite).length / looks.length;
}

function median(looks: readonly number[]): number {
  return looks.toSorted((a, b) => a - b)[Math.floor(looks.length / 2)] ?? Number.NaN;
}

/** A canary of this traffic; φ is estimated from the 15 minutes before the deploy, or taken as 1. */
function canaryOf(traffic: Traffic, phi: "auto" | 1) {
  return (random: Random): CanaryInput => ({
    config: { rules, compare: { phi } },
    history: phi === "auto" ? drawHistory(random, traffic, 90) : [],
    intervals: drawIntervals(random, traffic, looks),
    final: false,
  });
}

const quarter = { hosts: 4, canaryHosts: 1 };

describe("of builds that are as good as the control, at most 1 in 100 is failed", () => {
  const cells: [name: string, traffic: Traffic][] = [
    ["a trickle: 1 request a second", { rps: 1, rate: 0.01, ...quarter }],
    ["10 rps and hardly any error", { rps: 10, rate: 0.001, ...quarter }],
    ["one host against one", { rps: 10, rate: 0.05, hosts: 2, canaryHosts: 1 }],
    ["one host of ten", { rps: 30, rate: 0.003, hosts: 10, canaryHosts: 1 }],
    ["half of a busy fleet", { rps: 100, rate: 0.01, hosts: 10, canaryHosts: 5 }],
    [
      "a minute of outage of all hosts while the canary gets three times its traffic",
      {
        rps: 10,
        rate: 0.002,
        ...quarter,
        weather: (interval) => (interval % 30 < 6 ? { rate: 100, canaryTraffic: 3 } : { rate: 1, canaryTraffic: 1 }),
      },
    ],
  ];
  test.each(cells)("%s", (_name, traffic) => {
    expect(failedShare(judgeMany(2000, canaryOf(traffic, 1)))).toBeLessThanOrEqual(0.01);
  });

  test("also when errors, endpoints, latency and 4xx are all compared: it is one budget", () => {
    const failed = failedShare(judgeMany(2000, drawEverything));
    expect(failed).toBeLessThanOrEqual(0.01);
  });
});

describe("when errors come in bursts on one host", () => {
  const cells: [name: string, traffic: Traffic][] = [
    ["ten at once, every 5 minutes", { rps: 10, rate: 0.001, ...quarter, bursts: { every: 30, size: 10 } }],
    ["five at once", { rps: 10, rate: 0.001, hosts: 10, canaryHosts: 1, bursts: { every: 60, size: 5 } }],
    [
      "twenty at once on half a fleet",
      { rps: 30, rate: 0.002, hosts: 10, canaryHosts: 5, bursts: { every: 20, size: 20 } },
    ],
  ];
  test.each(cells)("at most 2 in 100 good builds are failed once φ is estimated: %s", (_name, traffic) => {
    expect(failedShare(judgeMany(2000, canaryOf(traffic, "auto")))).toBeLessThanOrEqual(0.02);
  });
  test("without φ a fifth of them and more would be", () => {
    const traffic = { rps: 10, rate: 0.001, ...quarter, bursts: { every: 30, size: 10 } };
    expect(failedShare(judgeMany(300, canaryOf(traffic, 1)))).toBeGreaterThan(0.2);
  });
});

describe("a build that is ten times worse is found within 2 minutes", () => {
  test.each([
    ["one host of four", quarter],
    ["one host of ten", { hosts: 10, canaryHosts: 1 }],
  ])("%s", (_name, hosts) => {
    const found = judgeMany(400, canaryOf({ rps: 10, rate: 0.001, times: 10, ...hosts }, "auto"));
    expect(failedShare(found)).toBe(1);
    expect(median(found) * 10).toBeLessThanOrEqual(120);
  });
});

/** Five minutes with everything measured: two endpoints, latency, errors of both kinds. */
function drawEverything(random: Random): CanaryInput {
  const arm = (rps: number) => {
    const n = drawPoisson(random, rps * 10);
    const calls = drawBinomial(random, n, 0.3);
    const [worked, called] = [drawBinomial(random, n - calls, 0.002), drawBinomial(random, calls, 0.01)];
    const refused = drawBinomial(random, n - worked - called, 0.03);
    const [p50, p90, p99] = [0.5, 0.1, 0.01].map((share) => drawBinomial(random, n, share));
    return {
      codes: { 200: n - worked - called - refused, 404: refused, 500: worked + called },
      slow: { p50, p90, p99 } as Record<LatencyQuantile, number>,
      endpoints: {
        "GET /": { codes: { 200: n - calls - worked, 500: worked } },
        "POST /call": { codes: { 200: calls - called, 500: called } },
      },
    };
  };
  const intervals = Array.from({ length: 30 }, () => ({ canary: arm(10), control: arm(30) }));
  const compare = { metrics: ["5xx", "4xx"] };
  return { config: { rules, compare, latency: {}, endpoints: {} }, intervals, final: false };
}
