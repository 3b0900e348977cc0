import { describe, expect, test } from "vitest";
import { backOffDelay } from "@/components/live/back-off";

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
