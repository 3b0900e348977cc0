import { describe, expect, test } from "vitest";
import { backOffDelay, refusedDelay } from "@/components/live/back-off";

describe("backOffDelay", () => {
  test("starts at half a second and doubles", () => {
    expect([1, 2, 3, 4].map((attempt) => backOffDelay(attempt, 1))).toEqual([500, 1000, 2000, 4000]);
  });

  test("never waits longer than 30 s, however often it failed", () => {
    expect(backOffDelay(7, 1)).toBe(30_000);
    expect(backOffDelay(5000, 1)).toBe(30_000);
  });

  test("half of the wait is chance", () => {
    expect(backOffDelay(3, 0)).toBe(1000);
    expect(backOffDelay(3, 0.5)).toBe(1500);
  });
});

describe("refusedDelay", () => {
  /** Milliseconds after the loss at which it is tried again, in the first five minutes. */
  const triesIn5Minutes = (random: number) => {
    const tries: number[] = [];
    for (let at = refusedDelay(1, random); at < 300_000; at += refusedDelay(tries.length + 1, random)) tries.push(at);
    return tries;
  };

  test("asks at most twelve times in five minutes, whatever chance says", () => {
    for (const random of [0, 0.5, 0.999]) expect(triesIn5Minutes(random).length).toBeLessThanOrEqual(12);
    expect(triesIn5Minutes(0).length).toBe(12);
  });

  test("finds a server that was started again within its first six seconds less than five seconds later", () => {
    const [first = 0, second = 0, third = 0] = triesIn5Minutes(0);
    for (const gap of [first, second - first, third - second]) expect(gap).toBeLessThan(5000);
    expect(third).toBeGreaterThan(6000);
  });

  test("a fifth comes from chance", () => {
    expect(refusedDelay(9, 0)).toBe(33_000);
    expect(refusedDelay(9, 0.5)).toBe(36_300);
  });
});
