import { describe, expect, test } from "vitest";
import { judgeCanary } from "@/lib/domain/canary/judge-canary";
import { canaryVerdictViewSchema } from "./canary-views";
import { judgeRequestSchema, toCanaryVerdictView } from "./judge";
import { parseJsonLine } from "./parse-json-line";

const arm = { codes: { 200: 600 } };

describe("a judge request is refused with what and where", () => {
  const cases: [name: string, request: object, error: RegExp][] = [
    [
      "a φ that makes evidence out of chance",
      { config: { compare: { phi: 0.5 } }, intervals: [], final: true },
      /^config\.compare\.phi: must be at least 1/,
    ],
    [
      "a φ of letters",
      { config: { compare: { phi: "much" } }, intervals: [], final: true },
      /^config\.compare\.phi: write `auto` or a number/,
    ],
    [
      "an alpha of 0",
      { config: { compare: { alpha: 0 } }, intervals: [], final: true },
      /^config\.compare\.alpha: must be more than 0/,
    ],
    [
      "an unknown quantile",
      { config: { latency: { quantiles: ["fast"] } }, intervals: [], final: true },
      /^config\.latency\.quantiles\[0\]: write a quantile such as p99/,
    ],
    [
      "no endpoint to tell apart",
      { config: { endpoints: { max: 0 } }, intervals: [], final: true },
      /^config\.endpoints\.max: must be at least 1/,
    ],
    [
      "a host of the history with more bad requests than requests",
      { history: [[{ n: 1, bad: 2 }]], intervals: [], final: true },
      /^history\[0\]\[0\]: counts more requests of one kind/,
    ],
    [
      "more slow requests than requests",
      { intervals: [{ canary: { codes: { 200: 5 }, slow: { p99: 6 } } }], final: true },
      /^intervals\[0\]\.canary\.slow\.p99: counts more slow requests than the 5/,
    ],
    [
      "a comparison of a code that only classes count",
      {
        config: { compare: { metrics: ["503"] } },
        intervals: [{ canary: arm, control: { codes: { "5xx": 1 } } }],
        final: true,
      },
      /^intervals\[0\]: counts 5xx as a whole, so the comparison of 503/,
    ],
    ["final missing", { intervals: [] }, /^final: is missing/],
    [
      "a negative count",
      { intervals: [{ canary: { codes: { 200: -1 } } }], final: true },
      /^intervals\[0\]\.canary\.codes\.200: /,
    ],
    [
      "half a request",
      { intervals: [{ canary: { codes: { 200: 0.5 } } }], final: true },
      /^intervals\[0\]\.canary\.codes\.200: /,
    ],
    [
      "a code of letters",
      { intervals: [{ canary: { codes: { "5XX": 1 } } }], final: true },
      /codes\.5XX: .*status code such as 503/,
    ],
    ["no canary", { intervals: [{ control: arm }], final: true }, /^intervals\[0\]\.canary: is missing/],
    [
      "an unknown key",
      { config: { minrequests: 5 }, intervals: [], final: true },
      /^config\.minrequests: .*did you mean `minRequests`/,
    ],
    [
      "an unknown metric",
      { config: { rules: [{ metric: "p99", op: "<", pct: 1 }] }, intervals: [], final: true },
      /^config\.rules\[0\]\.metric: /,
    ],
    ["no rule", { config: { rules: [] }, intervals: [], final: true }, /^config\.rules: write at least one rule/],
    [
      "a rule on a code that only classes count",
      {
        config: { rules: [{ metric: "503", op: "<", pct: 1 }] },
        intervals: [{ canary: arm, control: { codes: { "5xx": 1 } } }],
        final: true,
      },
      /^intervals\[0\]: counts 5xx as a whole/,
    ],
  ];
  test.each(cases)("%s", (_name, request, error) => {
    expect(parseJsonLine(judgeRequestSchema, JSON.stringify(request))).toEqual({ error: expect.stringMatching(error) });
  });
});

test("data of parts that are not configured is accepted and not judged", () => {
  const busy = { ...arm, slow: { p50: 300 }, endpoints: { "GET /": { codes: { 500: 300 } } } };
  const parsed = parseJsonLine(
    judgeRequestSchema,
    JSON.stringify({ intervals: [{ canary: busy, control: null }], final: true }),
  );
  expect("value" in parsed && judgeCanary(parsed.value)).toMatchObject({ verdict: "pass" });
});

test.each([
  ["pass", { canary: arm, control: arm }],
  ["fail", { canary: { codes: { 500: 600 } } }],
  ["inconclusive", { canary: { codes: {} } }],
] as const)("a %s verdict becomes what screens read, and nothing else", (verdict, interval) => {
  const config = { compare: { requireControl: false }, latency: {}, endpoints: {} };
  const view = toCanaryVerdictView(
    judgeCanary({ config, intervals: [interval], final: true }),
    "2030-01-01T00:00:00.000Z",
  );
  expect(canaryVerdictViewSchema.strict().parse(view)).toEqual(view);
  expect(view.verdict).toBe(verdict);
});
