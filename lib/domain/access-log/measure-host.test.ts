import { expect, test } from "vitest";
import type { LoggedRequest } from "./log-format";
import { type Measuring, measureHost } from "./measure-host";

const request = (time: number, change: Partial<LoggedRequest> = {}): LoggedRequest => ({
  ...{ status: 200, method: "GET", path: "/", time, duration: null, agent: null },
  ...change,
});

const measuring: Measuring = {
  intervalMs: 10_000,
  clockOffsetMs: 0,
  fromMs: 0,
  untilMs: 200_000,
  quantiles: ["p50", "p90", "p99"],
  slowAtLeast: 0,
};

test("a host is measured by its own quantiles, in the intervals its log tells of in full", () => {
  const requests = Array.from({ length: 100 }, (_, index) => request(105 + index, { duration: (index % 10) / 10 }));
  const measure = measureHost(requests, measuring);
  expect(measure.fromMs).toBe(110_000);
  expect(measure.slowerThan).toEqual({ p50: 0.4, p90: 0.8, p99: 0.9 });
  expect(measure.intervals).toHaveLength(9);
  expect(measure.intervals[0]).toMatchObject({
    startMs: 110_000,
    codes: { 200: 10 },
    slow: { p50: 5, p90: 1, p99: 0 },
  });
});

test("what is faster than worth telling never counts as slow, and a log without durations tells none", () => {
  const requests = [request(101, { duration: 0.001 }), request(111, { duration: 0.002 })];
  expect(measureHost(requests, { ...measuring, slowAtLeast: 0.1 }).slowerThan).toEqual({
    p50: 0.1,
    p90: 0.1,
    p99: 0.1,
  });
  expect(measureHost([request(101), request(111)], measuring).slowerThan).toBeNull();
});

test("an empty log tells that nothing was answered", () => {
  expect(measureHost([], measuring)).toMatchObject({ fromMs: 0, intervals: [], endpoints: {} });
});

test("endpoints are counted, busiest first", () => {
  const requests = ["/a", "/u/1", "/u/2"].map((path) => request(150, { path }));
  expect(Object.entries(measureHost([request(100), ...requests], measuring).endpoints)).toEqual([
    ["GET /u/:id", 2],
    ["GET /a", 1],
  ]);
});
