import { describe, expect, test } from "vitest";
import { judgeCanary } from "@/lib/domain/canary/judge-canary";
import { judgeRequestSchema, toCanaryVerdictView } from "./judge";
import { parseJsonLine } from "./parse-json-line";
import { canaryVerdictViewSchema } from "./views";

const arm = { codes: { 200: 600 } };

describe("a judge request is refused with what and where", () => {
  const cases: [name: string, request: object, error: RegExp][] = [
    [
      "an evidence comparison",
      { config: { compare: {} }, intervals: [], final: true },
      /^config\.compare: .*cannot be judged/,
    ],
    ["latency", { config: { latency: {} }, intervals: [], final: true }, /^config\.latency: latency cannot be judged/],
    ["endpoints", { config: { endpoints: { max: 5 } }, intervals: [], final: true }, /^config\.endpoints: /],
    ["history", { history: [], intervals: [], final: true }, /^history: /],
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
  const view = toCanaryVerdictView(judgeCanary({ intervals: [interval], final: true }), "2030-01-01T00:00:00.000Z");
  expect(canaryVerdictViewSchema.strict().parse(view)).toEqual(view);
  expect(view.verdict).toBe(verdict);
});
