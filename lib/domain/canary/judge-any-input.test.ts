import fc from "fast-check";
import { expect, test, vi } from "vitest";
import type { CanaryInput } from "./canary-input";
import { judgeCanary } from "./judge-canary";

vi.setConfig({ testTimeout: 120_000 });

const count = fc.oneof(fc.nat(3), fc.nat(2000), fc.constantFrom(0, 0, 10_000_000));
const codes = fc.dictionary(fc.constantFrom("200", "302", "404", "499", "500", "503", "5xx", "-", "0", "other"), count);
const arm = fc.record(
  {
    codes,
    slow: fc.dictionary(fc.constantFrom("p50", "p99"), count),
    endpoints: fc.dictionary(fc.constantFrom("GET /", "POST /", "other", "__proto__"), fc.record({ codes })),
    unparsed: fc.nat(3),
    error: fc.constantFrom(null, null, null, "gone"),
  },
  { requiredKeys: ["codes"] },
);
const host = fc.record({ n: fc.nat(100), bad: fc.nat(100) }).map(({ n, bad }) => ({ n, bad: Math.min(n, bad) }));
const input = fc.record(
  {
    config: fc.record(
      {
        rules: fc.constant([{ metric: "5xx", op: "<" as const, pct: 50 }]),
        minRequests: fc.constantFrom(1, 100),
        excludeCodes: fc.constantFrom([], [404, 0]),
        compare: fc.record(
          {
            metrics: fc.subarray(["5xx", "4xx", "503", "2xx", "other"]),
            phi: fc.constantFrom(1, 3.5, "auto" as const),
            requireControl: fc.boolean(),
            minErrors: fc.nat(6),
          },
          { requiredKeys: [] },
        ),
        latency: fc.constantFrom({}, { quantiles: ["p99" as const] }),
        endpoints: fc.constantFrom({}, { max: 1 }),
      },
      { requiredKeys: [] },
    ),
    history: fc.array(fc.array(host, { maxLength: 4 }), { maxLength: 5 }),
    intervals: fc.array(fc.record({ canary: arm, control: fc.option(arm) }, { requiredKeys: ["canary"] }), {
      maxLength: 6,
    }),
    final: fc.boolean(),
  },
  { requiredKeys: ["intervals", "final"] },
) as fc.Arbitrary<CanaryInput>;

function requestsOf(given: CanaryInput): number {
  const excluded = given.config?.excludeCodes ?? [];
  return given.intervals
    .flatMap(({ canary }) => Object.entries(canary.codes))
    .reduce((sum, [code, answered]) => sum + (excluded.includes(Number(code)) ? 0 : answered), 0);
}

test("whatever is put in, the verdict is a number's, is written without loss, and never a pass of nothing", () => {
  fc.assert(
    fc.property(input, (given) => {
      const verdict = judgeCanary(given);
      expect(JSON.parse(JSON.stringify(verdict))).toEqual(verdict);
      expect(JSON.stringify(verdict)).not.toMatch(/NaN|Infinity|undefined/);
      expect(Number.isFinite(verdict.log10Evidence)).toBe(true);
      expect(verdict.phi).toBeGreaterThanOrEqual(1);
      expect(verdict.look).toBeLessThanOrEqual(given.intervals.length);
      if (verdict.verdict === "pass") expect(given.final && requestsOf(given) > 0).toBe(true);
      if (requestsOf(given) === 0) expect(verdict.verdict).toBe("inconclusive");
    }),
    { numRuns: 600, seed: 4 },
  );
});

test("a verdict of fail stands, whatever comes after it", () => {
  fc.assert(
    fc.property(input, input, (given, later) => {
      const verdict = judgeCanary({ ...given, final: false });
      fc.pre(verdict.verdict === "fail" && !given.config?.latency && !given.config?.endpoints);
      const more = judgeCanary({ ...given, intervals: [...given.intervals, ...later.intervals], final: false });
      expect(more).toMatchObject({ verdict: "fail", reason: verdict.reason, look: verdict.look });
    }),
    { numRuns: 100, seed: 4 },
  );
});
