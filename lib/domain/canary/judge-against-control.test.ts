import { describe, expect, test } from "vitest";
import type { ArmSample, CanaryConfig, CanaryInput, CanaryInterval } from "./canary-input";
import type { VerdictReason } from "./canary-verdict";
import { judgeCanary } from "./judge-canary";

/** "good/bad" of the canary, and of the control: 200s and 500s. */
function interval(canary: string, control?: string): CanaryInterval {
  const arm = (text: string): ArmSample => {
    const [good = 0, bad = 0] = text.split("/").map(Number);
    return { codes: { 200: good, 500: bad } };
  };
  return { canary: arm(canary), control: control === undefined ? null : arm(control) };
}

/** Rules that never decide, so that the comparison does. */
const calm: CanaryConfig = { rules: [{ metric: "5xx", op: "<=", pct: 100 }], minRequests: 1, compare: {} };

function judge(intervals: CanaryInterval[], config: CanaryConfig = calm, more: Partial<CanaryInput> = {}) {
  return judgeCanary({ config, intervals, final: true, ...more });
}

function compareWith(compare: NonNullable<CanaryConfig["compare"]>): CanaryConfig {
  return { ...calm, compare };
}

describe("what the comparison decides", () => {
  const cases: [name: string, intervals: CanaryInterval[], reason: VerdictReason][] = [
    ["alike", [interval("995/5", "2985/15")], "rules-hold"],
    ["9 errors against none at equal traffic", [interval("991/9", "1000/0")], "worse-than-control"],
    ["8 are not enough", [interval("992/8", "1000/0")], "suspicious"],
    ["5 against none at a third of the traffic", [interval("995/5", "3000/0")], "worse-than-control"],
    ["4 never are", [interval("96/4", "90000/0")], "rules-hold"],
    ["better than the control", [interval("1000/0", "2900/100")], "rules-hold"],
    ["all bad on both sides", [interval("0/1000", "0/3000")], "rules-hold"],
    ["all bad on the canary alone", [interval("0/1000", "3000/0")], "worse-than-control"],
    ["sure, but less than 1.5 times", [interval("86000/14000", "270000/30000")], "rules-hold"],
    ["sure and exactly 1.5 times", [interval("85000/15000", "270000/30000")], "worse-than-control"],
    ["sure and ten times, but less than 0.1 points", [interval("999010/990", "2999703/297")], "rules-hold"],
    ["sure and exactly 0.1 points", [interval("998900/1100", "2999700/300")], "worse-than-control"],
    ["no control", [interval("1000/0")], "control-missing"],
    ["a control that answered nothing", [interval("1000/0", "0/0")], "control-missing"],
    ["99 requests of the control", [interval("1000/0", "99/0")], "control-too-small"],
    ["100 are enough", [interval("1000/0", "100/0")], "rules-hold"],
    ["a small control is enough to fail", [interval("0/60", "60/0")], "worse-than-control"],
    ["nothing answered", [interval("0/0", "3000/0")], "no-requests"],
    ["no interval", [], "no-requests"],
  ];
  test.each(cases)("%s: %#", (_name, intervals, reason) => {
    expect(judge(intervals).reason).toBe(reason);
  });

  test("it fails at the first look at which it is sure, and stays there", () => {
    const intervals = [interval("1000/0", "3000/0"), interval("998/2", "3000/0"), interval("994/6", "3000/0")];
    const later = Array<CanaryInterval>(20).fill(interval("9000/0", "9000/0"));
    expect(judge([...intervals, ...later], calm, { final: false })).toMatchObject({
      verdict: "fail",
      look: 3,
      metrics: [{ canary: { n: 3000, bad: 8 }, control: { n: 9000, bad: 0 }, difference: { times: null } }],
    });
  });
  test("before the end a canary that is alike is only watched, and a suspicious one is called so", () => {
    expect(judge([interval("995/5", "2985/15")], calm, { final: false }).reason).toBe("still-watching");
    expect(judge([interval("992/8", "1000/0")], calm, { final: false }).reason).toBe("suspicious");
  });
  test("an outage that hits both in the same interval is nobody's fault, in different ones it is", () => {
    const [calmTimes, outage] = [interval("1000/0", "3000/0"), interval("500/500", "100/100")];
    expect(judge([calmTimes, outage, calmTimes]).reason).toBe("rules-hold");
    expect(judge([interval("500/500", "3000/0"), interval("1000/0", "100/100")]).reason).toBe("worse-than-control");
  });
  test("intervals without one of the arms say nothing", () => {
    const said = judge([interval("991/9", "1000/0")]).log10Evidence;
    const silent = [interval("500/100"), interval("0/0", "50/50"), interval("0/0", "0/0"), interval("50/50", "0/0")];
    expect(judge([...silent, interval("991/9", "1000/0")]).metrics[0]?.log10Evidence).toBeCloseTo(said, 12);
  });
});

describe("settings", () => {
  test.each<[string, CanaryConfig, CanaryInterval, VerdictReason]>([
    ["requireControl: false", compareWith({ requireControl: false }), interval("1000/0"), "rules-hold"],
    ["requireControl: false, small", compareWith({ requireControl: false }), interval("1000/0", "9/0"), "rules-hold"],
    [
      "minControlRequests",
      compareWith({ minControlRequests: 5000 }),
      interval("1000/0", "3000/0"),
      "control-too-small",
    ],
    ["minErrors", compareWith({ minErrors: 21 }), interval("980/20", "3000/0"), "rules-hold"],
    ["minRatio", compareWith({ minRatio: 4 }), interval("970/30", "2970/30"), "rules-hold"],
    ["minAbsDiffPct", compareWith({ minAbsDiffPct: 3 }), interval("980/20", "3000/0"), "rules-hold"],
    ["alpha", compareWith({ alpha: 1e-9 }), interval("991/9", "1000/0"), "suspicious"],
    ["metrics", compareWith({ metrics: ["4xx"] }), interval("980/20", "3000/0"), "rules-hold"],
    ["excludeCodes", { ...calm, excludeCodes: [500] }, interval("980/20", "3000/0"), "rules-hold"],
    ["phi", compareWith({ phi: 3 }), interval("991/9", "1000/0"), "rules-hold"],
    ["no compare", { ...calm, compare: undefined }, interval("980/20", "3000/0"), "rules-hold"],
    [
      "latency alone needs a control too",
      { ...calm, compare: undefined, latency: {} },
      interval("9/0"),
      "control-missing",
    ],
  ])("%s", (_name, config, given, reason) => {
    expect(judge([given], config).reason).toBe(reason);
  });

  test("φ divides the logarithm of every likelihood ratio", () => {
    const one = judge([interval("991/9", "1000/0")], compareWith({ metrics: ["5xx"], phi: 1 }));
    const half = judge([interval("991/9", "1000/0")], compareWith({ phi: 2 }));
    const twice = judge([interval("991/9", "1000/0"), interval("991/9", "1000/0")], compareWith({ phi: 2 }));
    expect(half).toMatchObject({ phi: 2, reason: "suspicious" });
    expect(twice.log10Evidence).toBeCloseTo(one.log10Evidence, 12);
  });
  test("φ is estimated from the history when asked, and is 1 without one", () => {
    const history = Array.from({ length: 90 }, (_, k) => [0, 1, 2].map((h) => ({ n: 100, bad: k % 3 === h ? 10 : 0 })));
    expect(judge([], compareWith({ phi: "auto" }), { history }).phi).toBeGreaterThan(5);
    expect(judge([], compareWith({ phi: "auto" })).phi).toBe(1);
    expect(judge([], compareWith({ phi: 1 }), { history }).phi).toBe(1);
  });
});

describe("a canary that lost its traffic", () => {
  const baseline = { requests: { canary: 1000, control: 3000 } };
  test.each<[string, CanaryInterval, VerdictReason]>([
    ["half of its share of a quarter is an eighth", interval("1000/0", "7000/0"), "rules-hold"],
    ["less than that", interval("999/0", "7000/0"), "not-receiving-traffic"],
    ["an app that crashes and logs nothing", interval("0/0", "7000/0"), "not-receiving-traffic"],
    ["errors are still errors", interval("700/100", "7000/0"), "worse-than-control"],
    ["nobody receives any", interval("0/0", "0/0"), "no-requests"],
  ])("%s", (_name, given, reason) => {
    expect(judge([given], calm, { baseline }).reason).toBe(reason);
  });
  test("nothing can be said of one that had none before", () => {
    expect(judge([interval("9/0", "7000/0")], calm, { baseline: { requests: { canary: 0, control: 5 } } }).reason).toBe(
      "rules-hold",
    );
  });
});

describe("rules beside a comparison", () => {
  test("a rule that only the canary breaks fails it at the end, one that both break does not", () => {
    const config = { compare: {} };
    expect(judge([interval("1194/6", "3586/14")], config).reason).toBe("rule-violated");
    expect(judge([interval("1194/6", "3580/20")], config).reason).toBe("environment-or-limit");
  });
  test("far over the limit fails it at once, also without a control", () => {
    expect(judge([interval("0/19")], { compare: {} }, { final: false })).toMatchObject({
      reason: "evidence",
      log10Evidence: expect.closeTo(19 * Math.log10(150) - Math.log10(6), 1),
    });
  });
  test("alpha and minErrors hold for them, too", () => {
    expect(judge([interval("0/19")], { compare: { minErrors: 20 } }).reason).toBe("too-few-requests");
    expect(judge([interval("0/19")], { compare: { alpha: 1e-99 } }).reason).toBe("too-few-requests");
  });
  test("two rules on one metric count it once", () => {
    const rules = [{ metric: "5xx", op: "<", pct: 1 } as const, { metric: "5xx", op: "<", pct: 2 } as const];
    expect(judge([interval("994/6")], { rules }).metrics).toMatchObject([
      { canary: { bad: 6 } },
      { canary: { bad: 6 } },
    ]);
  });
});

test("a clock that is off by more than half an interval breaks the comparison", () => {
  const off = (clockOffsetMs: number) => {
    const { canary, control } = interval("1000/0", "3000/0");
    return judge([{ canary: { ...canary, clockOffsetMs }, control }]);
  };
  expect(off(-5000).reason).toBe("rules-hold");
  expect(off(-5001)).toMatchObject({ reason: "source-broken", why: expect.stringContaining("is off by 5 s") });
});
