import { describe, expect, test } from "vitest";
import { canaryLimitsSchema, canaryPolicySchema } from "./canary-policy";
import { changeLimits } from "./change-limits";

const inForce = canaryPolicySchema.parse({
  minRequests: 50,
  compare: { metrics: ["5xx"], alpha: 0.05, requireControl: true, phi: 3, minErrors: 7 },
  latency: { quantiles: ["p95"], slowAtLeast: "40ms", minRatio: 2 },
  endpoints: { max: 7 },
});

const change = (wanted: unknown, policy = inForce) => changeLimits(policy, canaryLimitsSchema.parse(wanted));

describe("limits that somebody wants to try", () => {
  test.each<[string, object, object]>([
    ["nothing is named: nothing changes", {}, {}],
    ["one figure of the comparison", { compare: { alpha: 0.01 } }, { compare: { ...inForce.compare, alpha: 0.01 } }],
    ["no figure of it", { compare: {} }, {}],
    ["one of the latency", { latency: { minRatio: 4 } }, { latency: { ...inForce.latency, minRatio: 4 } }],
    ["one that has a default", { compare: { phi: "auto" } }, { compare: { ...inForce.compare, phi: "auto" } }],
    ["the endpoints without their number", { endpoints: {} }, {}],
    ["a part turned off", { endpoints: false }, { endpoints: false }],
    ["rules", { rules: [{ metric: "503", op: "<", pct: 1 }] }, { rules: [{ metric: "503", op: "<", pct: 1 }] }],
  ])("%s", (_name, wanted, changed) => {
    expect(change(wanted)).toEqual({ ...inForce, ...changed });
  });

  test("a part that the project turned off begins with its defaults", () => {
    const off = canaryPolicySchema.parse({ compare: false });
    const { compare } = canaryPolicySchema.parse({ compare: { alpha: 0.2 } });
    expect(change({ compare: { alpha: 0.2 } }, off).compare).toEqual(compare);
  });

  test("a figure that nobody knows is refused", () => {
    expect(canaryLimitsSchema.safeParse({ compare: { ratio: 3 } }).success).toBe(false);
    expect(canaryLimitsSchema.safeParse({ compare: { alpha: 3 } }).success).toBe(false);
  });
});
