import { describe, expect, test } from "vitest";
import { drawIntervals } from "@/lib/testing/canary-traffic";
import { createRandom } from "@/lib/testing/seeded-random";
import { describeDetectable, findDetectableTimes } from "./find-detectable-times";
import { judgeCanary } from "./judge-canary";

const sureness = { alpha: 0.01, minErrors: 5, minAbsDiffPct: 0.1 };

describe("what 5 minutes of traffic can detect", () => {
  const cases: [name: string, canary: number, control: number, badShare: number, times: number | null][] = [
    ["10 rps, hardly any error", 3000, 9000, 0.001, 5],
    ["100 rps", 30_000, 90_000, 0.001, 2],
    ["1 rps", 300, 900, 0.001, 50],
    ["a request every 10 seconds", 30, 90, 0.001, null],
    ["no control", 3000, 0, 0.01, null],
    ["no canary", 0, 3000, 0.01, null],
    ["no error at all to compare with", 3000, 9000, 0, null],
    ["half of all bad", 3000, 9000, 0.5, 1.5],
  ];
  test.each(cases)("%s", (_name, canary, control, badShare, times) => {
    expect(findDetectableTimes({ canary, control, badShare }, sureness)).toBe(times);
  });
  test("bursts and a smaller share of the budget make it less", () => {
    const traffic = { canary: 3000, control: 9000, badShare: 0.001 };
    expect(findDetectableTimes(traffic, { ...sureness, phi: 8 })).toBe(20);
    expect(findDetectableTimes(traffic, { ...sureness, weight: 0.01 })).toBe(10);
  });
});

test.each([
  [10, 0.001],
  [30, 0.005],
])("at %i rps and a share of %f the judge sees it in most cases, and one that is half as large in few", (rps, rate) => {
  const badShare = rate;
  const times = findDetectableTimes({ canary: rps * 300, control: rps * 900, badShare }, sureness) ?? 0;
  const random = createRandom(3);
  const found = (more: number) => {
    let failed = 0;
    for (let canary = 0; canary < 200; canary += 1) {
      const intervals = drawIntervals(random, { rps, rate, hosts: 4, canaryHosts: 1, times: more }, 30);
      const rules = [{ metric: "5xx", op: "<", pct: 99 }] as const;
      failed += judgeCanary({ config: { rules, compare: {} }, intervals, final: false }).verdict === "fail" ? 1 : 0;
    }
    return failed / 200;
  };
  expect(found(times)).toBeGreaterThan(0.5);
  expect(found(1 + (times - 1) / 2)).toBeLessThan(0.6);
});

test.each([
  [5, 300, "about 5× in 5 min"],
  [1.5, 20, "about 1.5× in 1 min"],
  [null, 900, "nothing under 100× in 15 min"],
])("%s in %i s reads: %s", (times, seconds, text) => {
  expect(describeDetectable(times, seconds)).toBe(text);
});
