import { describe, expect, test } from "vitest";
import {
  formatDifference,
  formatLimit,
  formatRate,
  formatSamples,
  isFailedEarly,
  metricStatus,
  nameMetric,
  sortMetrics,
} from "@/components/canary/canary-numbers";
import type { CanaryVerdictView } from "@/lib/contracts/views";

type Metric = CanaryVerdictView["metrics"][number];
const metric = (change: Partial<Metric>): Metric => ({
  metric: "5xx",
  canary: { n: 4210, bad: 80 },
  control: { n: 41_877, bad: 84 },
  limit: "< 0.5 %",
  verdict: "fail",
  ...change,
});

describe("rates", () => {
  test("are percent of the requests", () => {
    expect(formatRate({ n: 4210, bad: 80 }, "< 0.5 %")).toBe("1.9 %");
    expect(formatRate({ n: 10_000, bad: 3 }, "< 0.5 %")).toBe("0.03 %");
    expect(formatRate({ n: 60, bad: 0 }, "< 0.5 %")).toBe("0 %");
  });

  test("count what the limit counts: the good ones under a lower limit", () => {
    expect(formatRate({ n: 4210, bad: 80 }, ">= 90 %")).toBe("98.1 %");
    expect(formatRate({ n: 4210, bad: 80 }, "≥ 90 %")).toBe("98.1 %");
  });

  test("of no request are no data, not zero", () => {
    expect(formatRate({ n: 0, bad: 0 }, "< 0.5 %")).toBe("no data");
    expect(formatRate(null, "< 0.5 %")).toBe("no data");
    expect(formatRate({ n: 5, bad: Number.NaN }, "< 0.5 %")).toBe("no data");
  });
});

test("the difference has a sign and is not known without both sides", () => {
  const difference = (canary: Metric["canary"], control: Metric["control"], limit = "< 0.5 %") =>
    formatDifference({ canary, control, limit });
  expect(difference({ n: 4210, bad: 80 }, { n: 41_877, bad: 84 })).toBe("+1.7 pt");
  expect(difference({ n: 100, bad: 3 }, { n: 100, bad: 1 }, ">= 90 %")).toBe("−2 pt");
  expect(difference({ n: 100, bad: 0 }, { n: 100, bad: 0 })).toBe("0 pt");
  expect(difference({ n: 100, bad: 0 }, null)).toBe("not known");
  expect(difference({ n: 0, bad: 0 }, { n: 10, bad: 1 })).toBe("not known");
});

test("too few requests are said as such", () => {
  expect(formatSamples(metric({ canary: { n: 12, bad: 0 } }), 60)).toBe("12 of 60 requests");
  expect(formatSamples(metric({}), 60)).toBe("4,210 / 41,877");
  expect(formatSamples(metric({ control: null }), 60)).toBe("4,210");
});

test("a metric may fail on fewer requests than another still lacks", () => {
  const few = { n: 57, bad: 9 };
  const failed = metric({ canary: few });
  const lacking = metric({ canary: few, metric: "2xx", verdict: "inconclusive" });
  expect(isFailedEarly({ metrics: [failed, lacking], minRequests: 60 })).toBe(true);
  expect(isFailedEarly({ metrics: [failed, lacking], minRequests: 57 })).toBe(false);
  expect(isFailedEarly({ metrics: [failed], minRequests: 60 })).toBe(false);
});

test("quantiles are named by what is counted", () => {
  expect([nameMetric("p99"), nameMetric("5xx")]).toEqual(["slower than p99 before", "5xx"]);
});

test("limits are written as people write them", () => {
  expect([formatLimit(">= 90 %"), formatLimit("<= 1 %"), formatLimit("< 0.5 %")]).toEqual([
    "≥ 90 %",
    "≤ 1 %",
    "< 0.5 %",
  ]);
});

test.each([
  ["pass", 0, "No data"],
  ["inconclusive", 0, "No data"],
  ["pass", 12, "Too few"],
  ["inconclusive", 12, "Too few"],
  ["fail", 12, "Failed"],
  ["inconclusive", 60, "No verdict"],
  ["pass", 60, "Passed"],
] as const)("a metric judged %s on %i of 60 requests reads as such: %s", (verdict, n, word) => {
  expect(metricStatus(metric({ verdict, canary: { n, bad: 0 } }), 60).word).toBe(word);
});

test("the worst metric is read first", () => {
  const verdicts = (["pass", "inconclusive", "fail"] as const).map((verdict) => metric({ verdict }));
  expect(sortMetrics(verdicts).map((each) => each.verdict)).toEqual(["fail", "inconclusive", "pass"]);
});
