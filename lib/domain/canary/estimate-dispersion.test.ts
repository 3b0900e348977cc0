import { describe, expect, test } from "vitest";
import { findPhi, type HostHistory } from "./estimate-dispersion";

const phi = (history: HostHistory) => findPhi("auto", history, "5xx");

describe("φ of a history", () => {
  test("is 1 when nothing is known, or nothing was bad", () => {
    expect(phi([])).toBe(1);
    expect(phi([[]])).toBe(1);
    expect(phi([[{ n: 1, bad: 1 }], [{ n: 0, bad: 0 }]])).toBe(1);
    expect(phi(Array(90).fill(Array(4).fill({ n: 100, bad: 0 })))).toBe(1);
  });
  test("is 1 when the hosts are more alike than chance would have them", () => {
    expect(phi(Array(90).fill(Array(4).fill({ n: 100, bad: 10 })))).toBe(1);
  });
  test("is the formula's value", () => {
    // 20 bad of 400: μ = 5 and v = 100 · 0.05 · 0.95 · 300 / 399 for each host; (225 + 3 · 25 + 10) / (4 v + 10)
    const interval = [20, 0, 0, 0].map((bad) => ({ n: 100, bad }));
    expect(phi([interval])).toBeCloseTo(310 / (4 * 4.75 * (300 / 399) + 10), 12);
    // Two hosts of unlike traffic: 6 bad of 40, μ = 1.5 and 4.5, v = 1.275 · 30 / 39 and 3.825 · 10 / 39
    const unlike = [
      { n: 10, bad: 6 },
      { n: 30, bad: 0 },
    ];
    const expected = (1.275 * 30) / 39 + (3.825 * 10) / 39;
    expect(phi([unlike])).toBeCloseTo((2 * 4.5 ** 2 + 10) / (expected + 10), 12);
    expect(phi([interval, unlike])).toBeCloseTo((300 + 40.5 + 10) / (19 * (300 / 399) + expected + 10), 12);
  });
  test("is large when errors come in bursts on one host", () => {
    const bursts = Array.from({ length: 90 }, (_, k) =>
      [0, 1, 2, 3].map((h) => ({ n: 100, bad: k % 4 === h ? 12 : 0 })),
    );
    expect(phi(bursts)).toBeGreaterThan(8);
  });
});

test("a configured φ is used as it is", () => {
  expect(findPhi(2.5, [[{ n: 100, bad: 50 }]], "5xx")).toBe(2.5);
});

test("what the history counts beside the bad requests has a φ of its own", () => {
  const history = Array.from({ length: 90 }, (_, k) =>
    [0, 1, 2, 3].map((h) => ({ n: 100, bad: 1, counts: { p99: k % 4 === h ? 9 : 0 } })),
  );
  expect(findPhi("auto", history, "5xx")).toBe(1);
  expect(findPhi("auto", history, "4xx")).toBe(1);
  expect(findPhi("auto", history, "p99")).toBeGreaterThan(5);
});
