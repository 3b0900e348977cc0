import { expect, test } from "vitest";
import type { ArmSample, CanaryInput } from "./canary-input";
import { findFailedLimits } from "./find-failed-limits";
import { judgeCanary } from "./judge-canary";

function judge(canary: ArmSample, control: ArmSample, change: Partial<CanaryInput> = {}) {
  const rules = [
    { metric: "5xx", op: "<", pct: 0.5 },
    { metric: "2xx", op: ">=", pct: 90 },
  ] as const;
  const config = { rules, compare: { metrics: ["5xx", "4xx"] } } as const;
  const input: CanaryInput = { config, intervals: Array(6).fill({ canary, control }), final: true, ...change };
  return { reason: judgeCanary(input).reason, failedBy: findFailedLimits(input) };
}

const good = { codes: { 200: 500 } };

test("nothing failed, no limit is named", () => {
  expect(judge(good, good)).toEqual({ reason: "rules-hold", failedBy: [] });
});

test("the family that was compared is named, beside a rule that fails as well", () => {
  const refusing = { codes: { 200: 470, 401: 30 } };
  expect(judge(refusing, good)).toEqual({ reason: "worse-than-control", failedBy: ["4xx"] });
  const failing = { codes: { 200: 450, 500: 50 } };
  expect(judge(failing, good)).toEqual({ reason: "worse-than-control", failedBy: ["5xx < 0.5", "5xx"] });
});

test("without a comparison the rules alone are", () => {
  const config = { rules: [{ metric: "404", op: "<", pct: 1 }] } as const;
  const lost = { codes: { 200: 480, 404: 20 } };
  expect(judge(lost, good, { config })).toMatchObject({ failedBy: ["404 < 1"] });
});
