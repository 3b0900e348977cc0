import { expect, test } from "vitest";
import { type Counting, countIntervals } from "./count-intervals";
import type { LoggedRequest } from "./log-format";

const request = (time: number, change: Partial<LoggedRequest> = {}): LoggedRequest => ({
  status: 200,
  method: "GET",
  path: "/",
  time,
  duration: null,
  agent: null,
  ...change,
});

const plain: Counting = { intervalMs: 10_000, clockOffsetMs: 0, slowerThan: null, endpoints: null };

test("requests count in the interval the server wrote them down, whenever they are read", () => {
  const requests = [request(1009.9), request(1010), request(1001, { status: null }), request(1000, { status: 503 })];
  expect(countIntervals(requests, plain)).toEqual([
    { startMs: 1_000_000, codes: { 200: 1, "-": 1, 503: 1 }, slow: null, endpoints: null },
    { startMs: 1_010_000, codes: { 200: 1 }, slow: null, endpoints: null },
  ]);
});

test("a clock that is ahead or behind is corrected", () => {
  const starts = (clockOffsetMs: number) => countIntervals([request(1005)], { ...plain, clockOffsetMs })[0]?.startMs;
  expect([starts(0), starts(6000), starts(-6000)]).toEqual([1_000_000, 990_000, 1_010_000]);
});

test("slow is what is above the host's own quantile; what tells no duration is not slow", () => {
  const durations = [0.1, 0.2, 0.3, null];
  const requests = durations.map((duration) => request(1000, { duration }));
  expect(countIntervals(requests, { ...plain, slowerThan: { p50: 0.1, p99: 0.3 } })[0]?.slow).toEqual({
    p50: 2,
    p99: 0,
  });
});

test("known endpoints are told apart, the others counted together", () => {
  const requests = [
    request(1000, { path: "/users/7", status: 500 }),
    request(1000, { path: "/users/8" }),
    request(1000, { path: "/new" }),
    request(1000, { path: null, method: null, status: 400 }),
  ];
  expect(countIntervals(requests, { ...plain, endpoints: ["GET /users/:id"] })[0]?.endpoints).toEqual({
    "GET /users/:id": { 500: 1, 200: 1 },
    other: { 200: 1, 400: 1 },
  });
});
