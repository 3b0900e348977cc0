import { describe, expect, test } from "vitest";
import { compareArms } from "./compare-arms";

const odds = [1.25, 1.5, 2, 3, 5, 10, 30, 100];

function choose(n: bigint, k: bigint): bigint {
  let value = 1n;
  for (let i = 1n; i <= k; i += 1n) value = (value * (n - k + i)) / i;
  return k < 0n || k > n ? 0n : value;
}

/** log of a whole number of any length. */
function logBig(value: bigint): number {
  const digits = value.toString();
  return Math.log(Number(`0.${digits.slice(0, 17)}`)) + digits.length * Math.LN10;
}

/** The definition in whole numbers: θ^x · C(n+m,e) / Σ C(n,u) C(m,e-u) θ^u with θ as a fraction of 4. */
function exactLogRatio([n, x, m, y]: Table, theta: number): number {
  const [N, M, E] = [BigInt(n), BigInt(m), BigInt(x + y)];
  const quarters = BigInt(theta * 4);
  let sum = 0n;
  for (let u = 0n; u <= E; u += 1n) sum += choose(N, u) * choose(M, E - u) * quarters ** u * 4n ** (E - u);
  return logBig(quarters ** BigInt(x) * 4n ** BigInt(y) * choose(N + M, E)) - logBig(sum);
}

type Table = [n: number, x: number, m: number, y: number];
const compare = ([n, x, m, y]: Table) => compareArms({ canary: { n, bad: x }, control: { n: m, bad: y } }, odds);

describe("the likelihood ratio is the exact value", () => {
  const tables: Table[] = [
    [1, 1, 1, 0],
    [1, 0, 1, 1],
    [10, 10, 10, 0],
    [10, 10, 10, 10],
    [10, 0, 10, 10],
    [100, 3, 300, 1],
    [100, 0, 300, 5],
    [3, 2, 500, 9],
    [500, 9, 3, 2],
    [40, 40, 120, 3],
    [1000, 20, 3000, 9],
    [300, 150, 250, 140],
    [250, 1, 80, 79],
    [10_000_000, 7, 30_000_000, 3],
    [30_000_000, 0, 10_000_000, 12],
  ];
  test.each(tables)("%i requests, %i bad, against %i, %i bad", (...table) => {
    for (const [index, value] of compare(table).entries()) {
      const exact = exactLogRatio(table, odds[index] ?? 0);
      expect(Math.abs(value - exact)).toBeLessThan(1e-11 * Math.max(1, Math.abs(exact)));
    }
  });
  test("for every table of up to 7 requests on each side", () => {
    for (let n = 0; n <= 7; n += 1)
      for (let x = 0; x <= n; x += 1)
        for (let m = 0; m <= 7; m += 1)
          for (let y = 0; y <= m; y += 1) {
            const values = compare([n, x, m, y]);
            for (const index of [1, 7])
              expect(values[index]).toBeCloseTo(exactLogRatio([n, x, m, y], odds[index] ?? 0), 12);
          }
  });
});

test.each([
  ["nobody asked the canary", [0, 0, 100, 5]],
  ["nobody asked the control", [100, 5, 0, 0]],
  ["nothing was bad", [100, 0, 300, 0]],
  ["everything was bad", [100, 100, 300, 300]],
  ["nothing happened", [0, 0, 0, 0]],
] satisfies [string, Table][])("%s: nothing is learned", (_name, table) => {
  for (const value of compare(table)) expect(value).toBeCloseTo(0, 12);
});

test("its mean under equality is 1, whatever the traffic and the error rate", () => {
  const [n, m, e] = [40, 110, 12];
  const all = choose(BigInt(n + m), BigInt(e));
  for (const [index, theta] of odds.entries()) {
    let mean = 0;
    for (let x = 0; x <= e; x += 1) {
      const chance =
        Number((choose(BigInt(n), BigInt(x)) * choose(BigInt(m), BigInt(e - x)) * 10n ** 18n) / all) / 1e18;
      mean += chance * Math.exp(compare([n, x, m, e - x])[index] ?? 0);
    }
    expect(mean, `θ = ${theta}`).toBeCloseTo(1, 9);
  }
});

test("counts of ten million, half of them bad, have the normal distribution's value", () => {
  const [n, m, e] = [1e7, 3e7, 20.1e6];
  const [tilt, mean, variance] = [Math.log(1.04), e / 4, n * 0.75 * 0.5025 * 0.4975];
  const [value = 0] = compareArms({ canary: { n, bad: 5.1e6 }, control: { n: m, bad: 15e6 } }, [1.04]);
  const expected = (5.1e6 - mean) * tilt - (variance * tilt ** 2) / 2;
  expect(Math.abs(value / expected - 1)).toBeLessThan(0.01);
});
