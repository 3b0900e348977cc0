import { describe, expect, test } from "vitest";
import type { CanaryInput, CanaryInterval } from "./canary-input";
import type { VerdictReason } from "./canary-verdict";
import { judgeCanary } from "./judge-canary";

/** One interval of "good/bad" for the canary and, if given, the control: 200s and 500s. */
function interval(canary: string, control?: string): CanaryInterval {
  const codes = (text: string) => {
    const [good = 0, bad = 0] = text.split("/").map(Number);
    return { codes: { 200: good, 500: bad } };
  };
  return control === undefined ? { canary: codes(canary) } : { canary: codes(canary), control: codes(control) };
}

function judge(intervals: CanaryInterval[], more: Partial<CanaryInput> = {}) {
  return judgeCanary({ intervals, final: true, ...more });
}

describe("at the end of the bake", () => {
  const cases: [name: string, intervals: CanaryInterval[], reason: VerdictReason][] = [
    ["every rule holds", [interval("600/0")], "rules-hold"],
    ["exactly 0.5 % is not less than 0.5 %", [interval("995/5")], "rule-violated"],
    ["one below it is", [interval("996/4")], "rules-hold"],
    ["599 requests are one too few", [interval("599/0")], "too-few-requests"],
    ["too few to say, although the rate is over the limit", [interval("98/2")], "too-few-requests"],
    ["no interval at all", [], "no-requests"],
    ["0 of 0 is no pass and no fail", [interval("0/0"), interval("0/0")], "no-requests"],
    ["0 of 0 although the control is busy", [interval("0/0", "9000/0")], "no-requests"],
    ["the control holds the limit, the canary does not", [interval("1194/6", "3000/1")], "rule-violated"],
    ["the control is over the limit too", [interval("1190/10", "2970/30")], "environment-or-limit"],
    ["a control that answered nothing is no control", [interval("1194/6", "0/0")], "rule-violated"],
    ["samples of several intervals add up", [interval("300/0"), interval("300/0")], "rules-hold"],
  ];
  test.each(cases)("%s -> %#: %s", (_name, intervals, reason) => {
    expect(judge(intervals)).toMatchObject({ reason, look: intervals.length });
  });

  test.each([
    ["rules-hold", "pass", [interval("600/0")]],
    ["rule-violated", "fail", [interval("1194/6")]],
    ["too-few-requests", "inconclusive", [interval("5/0")]],
  ] as const)("%s is a %s", (reason, verdict, intervals) => {
    expect(judge([...intervals])).toMatchObject({ reason, verdict });
  });

  test("2xx under 90 % fails although nothing is a 5xx", () => {
    const verdict = judge([{ canary: { codes: { 200: 890, 302: 60, 404: 50 } } }]);
    expect(verdict).toMatchObject({
      verdict: "fail",
      metrics: [{ verdict: "pass" }, { metric: "2xx", verdict: "fail", canary: { n: 1000, bad: 110 } }],
    });
  });

  test("codes of no class count in the denominator", () => {
    expect(judge([{ canary: { codes: { 200: 895, "-": 105 } } }])).toMatchObject({ verdict: "fail" });
  });

  test("excluded codes leave the denominator, also below the minimum", () => {
    const config = { excludeCodes: [404] };
    expect(judge([{ canary: { codes: { 200: 700, 404: 300 } } }], { config })).toMatchObject({ verdict: "pass" });
    expect(judge([{ canary: { codes: { 200: 500, 404: 300 } } }], { config }).reason).toBe("too-few-requests");
  });

  test("one rule the control breaks too does not hide one that only the canary breaks", () => {
    const verdict = judge([
      { canary: { codes: { 200: 850, 302: 144, 500: 6 } }, control: { codes: { 200: 850, 302: 150 } } },
    ]);
    expect(verdict).toMatchObject({
      reason: "rule-violated",
      metrics: [{ verdict: "fail" }, { verdict: "inconclusive" }],
    });
  });
});

describe("minRequests", () => {
  test.each([
    ["the article's rules need 600", undefined, 600],
    ["the strictest rule decides", [{ metric: "5xx", op: "<", pct: 0.3 }], 1000],
    ["a lower limit counts what it leaves", [{ metric: "2xx", op: ">=", pct: 99 }], 300],
    ["a rule that allows nothing cannot say how many", [{ metric: "5xx", op: "<=", pct: 0 }], 600],
  ] as const)("%s", (_name, rules, expected) => {
    expect(judge([interval("1/0")], { config: { rules } }).minRequests).toBe(expected);
  });
  test("what the project says goes", () => {
    expect(judge([interval("20/0")], { config: { minRequests: 20 } })).toMatchObject({
      verdict: "pass",
      minRequests: 20,
    });
  });
});

describe("before the end of the bake", () => {
  test("a good canary never passes", () => {
    expect(judge([interval("9000/0")], { final: false })).toMatchObject({
      verdict: "inconclusive",
      reason: "still-watching",
    });
  });
  test("a rate a little over the limit is not failed yet", () => {
    expect(judge([interval("1194/6")], { final: false }).reason).toBe("still-watching");
  });
  test("19 of 19 failing is decided at once, without a minimum", () => {
    expect(judge([interval("0/19")], { final: false })).toMatchObject({ verdict: "fail", reason: "evidence", look: 1 });
  });
  test("4 of 4 failing is not enough yet", () => {
    expect(judge([interval("0/4")], { final: false }).reason).toBe("too-few-requests");
  });
  test("the look that stopped it is named, and later good ones do not change it", () => {
    const intervals = [interval("100/0"), interval("80/20"), ...Array<CanaryInterval>(50).fill(interval("5000/0"))];
    expect(judge(intervals)).toMatchObject({
      verdict: "fail",
      look: 2,
      metrics: [{ canary: { n: 200, bad: 20 } }, {}],
    });
  });
  test("the evidence does not stop it while the control is over the limit too", () => {
    const shared = [interval("80/20", "240/60"), interval("80/20", "240/60")];
    expect(judge(shared, { final: false })).toMatchObject({ verdict: "inconclusive", reason: "too-few-requests" });
    expect(judge([...shared, interval("800/200", "2400/600")]).reason).toBe("environment-or-limit");
  });
  test("it stops once the control is within the limit again", () => {
    const intervals = [interval("80/20", "95/5"), interval("80/20", "9900/0")];
    expect(judge(intervals, { final: false })).toMatchObject({ reason: "evidence", look: 2 });
  });
});

describe("a broken source", () => {
  const lines = (unparsed: number) => [{ canary: { codes: { 200: 990 }, unparsed } }];
  test("more than 1 % of lines not understood allows no verdict", () => {
    expect(judge(lines(10)).reason).toBe("rules-hold");
    expect(judge(lines(11))).toMatchObject({ verdict: "inconclusive", reason: "source-broken" });
  });
  test("nothing understood is a broken source, not an idle canary", () => {
    expect(judge([{ canary: { codes: {}, unparsed: 5 } }]).reason).toBe("source-broken");
  });
  test("a newest read that failed allows no verdict, an earlier one has been made up for", () => {
    const failed = { canary: { codes: {}, error: "connection refused" } };
    expect(judge([interval("900/0"), failed])).toMatchObject({
      reason: "source-broken",
      why: expect.stringContaining("connection refused"),
    });
    expect(judge([failed, interval("900/0")]).reason).toBe("rules-hold");
  });
  test("a broken control is no excuse to pass", () => {
    expect(judge([{ canary: { codes: { 200: 900 } }, control: { codes: {}, unparsed: 5 } }]).reason).toBe(
      "source-broken",
    );
  });
});

describe("what a person reads", () => {
  const wording = { canary: "web1", control: "web2-4", watchedSeconds: 20 };
  const cases: [name: string, input: CanaryInput, why: string][] = [
    [
      "passed",
      { intervals: [interval("5994/6", "17991/9")], final: true },
      "Passed: 5xx 0.1 % (6 of 6,000) on the canary against 0.05 % (9 of 18,000) on the control, 2 times, limit < 0.5 %; " +
        "2xx 99.9 % (5,994 of 6,000) on the canary against 99.95 % (17,991 of 18,000) on the control, limit >= 90 %.",
    ],
    [
      "stopped early",
      { intervals: [interval("100/0", "300/0"), interval("80/20", "300/0")], final: false, wording },
      "Failed at 20 s: 5xx 10 % (20 of 200) on web1 against 0 % (0 of 600) on web2-4, limit < 0.5 %. If the true share were at " +
        "the limit, evidence this strong would appear in fewer than 1 of 1,000,000 canaries (limit 1 in 100).",
    ],
    [
      "a rate that rounds to the limit is told from it",
      { intervals: [interval("199000/1001")], final: true },
      "Failed: 5xx 0.5005 % (1,001 of 200,001) on the canary, limit < 0.5 %.",
    ],
    [
      "too few",
      { intervals: [interval("118/2")], final: false },
      "No verdict: the canary has answered 120 of the 600 requests needed.",
    ],
    ["nothing", { intervals: [], final: true, wording }, "No verdict: no request has reached web1."],
    [
      "environment",
      { intervals: [interval("1190/10", "2970/30")], final: true },
      "No verdict: 5xx 0.83 % (10 of 1,200) on the canary against 1 % (30 of 3,000) on the control, limit < 0.5 %. The control " +
        "does not hold the limit either, so the environment or the limit is at fault.",
    ],
    [
      "unreadable lines",
      { intervals: [{ canary: { codes: { 200: 900 }, unparsed: 100 } }], final: true },
      "No verdict: 100 of 1,000 log lines of the canary cannot be understood; is the log format right?",
    ],
    [
      "watching",
      { intervals: [interval("600/0")], final: false },
      "Watching: 5xx 0 % (0 of 600) on the canary, limit < 0.5 %; 2xx 100 % (600 of 600) on the canary, limit >= 90 %. It can pass only at the end of the bake.",
    ],
  ];
  test.each(cases)("%s", (_name, input, why) => {
    expect(judgeCanary(input).why).toBe(why);
  });
});

test("10,000 intervals are judged", () => {
  expect(judge(Array<CanaryInterval>(10_000).fill(interval("100/0", "300/0")))).toMatchObject({ verdict: "pass" });
});
