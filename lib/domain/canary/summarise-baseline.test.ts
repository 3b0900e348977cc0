import { expect, test } from "vitest";
import type { HostMeasure } from "../access-log/measure-host";
import { summariseBaseline } from "./summarise-baseline";

const measure = (fromMs: number, change: Partial<HostMeasure> = {}): HostMeasure => ({
  fromMs,
  untilMs: 40_000,
  slowerThan: { p99: 1 },
  endpoints: { "GET /": 5 },
  intervals: [0, 10_000, 20_000, 30_000].map((startMs) => ({
    ...{ startMs, codes: { 200: 8, 404: 1, 503: 1 }, slow: { p99: 2 }, endpoints: null },
  })),
  ...change,
});

const terms = { intervalMs: 10_000, excludeCodes: [], maxEndpoints: 1, missing: [] };

test("hosts are put beside each other only in the time that all logs tell of", () => {
  const baseline = summariseBaseline(
    [
      { hostId: 1, arm: "canary", measure: measure(20_000) },
      { hostId: 2, arm: "control", measure: measure(0) },
      { hostId: 3, arm: "control", measure: measure(10_000, { endpoints: { "GET /a": 6 } }) },
    ],
    terms,
  );
  const count = { n: 10, bad: 1, counts: { "4xx": 1, p99: 2 } };
  expect(baseline).toMatchObject({
    ...{ fromMs: 20_000, untilMs: 40_000, requests: { canary: 20, control: 40 }, endpoints: ["GET /"] },
    history: [
      [count, count, count],
      [count, count, count],
    ],
  });
});

test("no host is no time, and no history", () => {
  expect(summariseBaseline([], { ...terms, missing: ["web-1 is gone"] })).toMatchObject({
    ...{ hosts: [], requests: { canary: 0, control: 0 }, history: [], missing: ["web-1 is gone"] },
  });
});
