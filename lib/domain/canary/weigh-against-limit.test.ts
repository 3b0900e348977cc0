import { describe, expect, test } from "vitest";
import { createRandom, drawBinomial } from "@/lib/testing/seeded-random";
import { isEvidenceEnough, weighAgainstLimit } from "./weigh-against-limit";

const need = { alpha: 0.01, minErrors: 5 };

/** The definition read literally, in plain products; good for small counts only. */
function literalEvidence(bad: number, total: number, limit: number): number {
  const rates = [1.5, 2, 4, 10, 40, 150].map((times) => limit * times).filter((rate) => rate < 1);
  const products = rates.map((rate) => (rate / limit) ** bad * ((1 - rate) / (1 - limit)) ** (total - bad));
  return Math.log10(products.reduce((sum, each) => sum + each, 0) / products.length);
}

describe("weighAgainstLimit", () => {
  test.each([
    [0, 0, 0.005],
    [0, 100, 0.005],
    [5, 100, 0.005],
    [19, 19, 0.005],
    [7, 300, 0.01],
    [12, 40, 0.1],
    [3, 9, 0.5],
  ])("%i bad of %i at limit %f is the definition's value", (bad, total, limit) => {
    expect(weighAgainstLimit({ bad, total }, limit)).toBeCloseTo(literalEvidence(bad, total, limit), 9);
  });
  test("nothing seen is no evidence", () => {
    expect(weighAgainstLimit({ bad: 0, total: 0 }, 0.005)).toBeCloseTo(0, 12);
  });
  test("counts of a whole day stay finite", () => {
    expect(weighAgainstLimit({ bad: 9_000_000, total: 900_000_000 }, 0.005)).toBeGreaterThan(1000);
    expect(weighAgainstLimit({ bad: 0, total: 900_000_000 }, 0.005)).toBeLessThan(-1000);
  });
  test.each([0, 0.7, 1])("a limit of %f leaves no worse rate to bet on", (limit) => {
    expect(weighAgainstLimit({ bad: 9, total: 9 }, limit)).toBe(0);
  });
});

test("19 of 19 failing is decided; 4 errors never are", () => {
  expect(isEvidenceEnough(weighAgainstLimit({ bad: 19, total: 19 }, 0.005), 19, need)).toBe(true);
  expect(isEvidenceEnough(weighAgainstLimit({ bad: 4, total: 4 }, 0.005), 4, need)).toBe(false);
  expect(isEvidenceEnough(2, 5, need)).toBe(true);
  expect(isEvidenceEnough(1.999, 5, need)).toBe(false);
});

test("builds exactly at the limit, looked at 60 times each, are stopped in at most 1 of 100 cases", () => {
  const random = createRandom(7);
  const canaries = 5000;
  let stopped = 0;
  for (let canary = 0; canary < canaries; canary += 1) {
    let bad = 0;
    for (let look = 1; look <= 60; look += 1) {
      bad += drawBinomial(random, 50, 0.005);
      if (!isEvidenceEnough(weighAgainstLimit({ bad, total: look * 50 }, 0.005), bad, need)) continue;
      stopped += 1;
      break;
    }
  }
  expect(stopped / canaries).toBeLessThanOrEqual(0.01);
});
