import { expect, test } from "vitest";
import { judgeCanary } from "./judge-canary";
import { type InconclusiveAction, type Settlement, settleInconclusive } from "./settle-inconclusive";

const rules = [{ metric: "2xx", op: ">=", pct: 90 }] as const;

test.each<[InconclusiveAction, string, Record<string, number>, Settlement["outcome"]]>([
  ["hold", "30 good requests", { 200: 30 }, "hold"],
  ["fail", "30 good requests", { 200: 30 }, "fail"],
  ["proceed-if-clean", "30 good requests", { 200: 30 }, "proceed"],
  ["proceed-if-clean", "29 good requests", { 200: 29 }, "hold"],
  ["proceed-if-clean", "one server error, although no rule counts it", { 200: 98, 500: 1 }, "hold"],
  ["proceed-if-clean", "no request", {}, "hold"],
])("%s: %s", (policy, _name, codes, outcome) => {
  const verdict = judgeCanary({
    config: { rules, minRequests: 1000 },
    intervals: [{ canary: { codes } }],
    final: true,
  });
  expect(verdict.verdict).toBe("inconclusive");
  expect(settleInconclusive(policy, verdict).outcome).toBe(outcome);
});

test("a log that cannot be read is never clean", () => {
  const canary = { codes: { 200: 900 }, error: "connection refused" };
  const verdict = judgeCanary({ intervals: [{ canary }], final: true });
  expect(settleInconclusive("proceed-if-clean", verdict)).toEqual({ outcome: "hold", why: verdict.why });
});

test("what went on without proof is labelled", () => {
  const verdict = judgeCanary({ intervals: [{ canary: { codes: { 200: 40 } } }], final: true });
  expect(settleInconclusive("proceed-if-clean", verdict).why).toBe(
    "Went on without a verdict: none of 40 requests failed. No verdict: the canary has answered 40 of the 600 requests needed.",
  );
});
