import { describe, expect, test } from "vitest";
import type { ArmSample, CanaryConfig, CanaryInput } from "./canary-input";
import { judgeCanary } from "./judge-canary";

/**
 * A second opinion, written from the formulas alone: plain floating-point sums over all tables, without logarithms, good
 * for small counts.
 */
function literalEvidence(tables: [n: number, x: number, m: number, y: number][], odds: number[], phi = 1): number {
  const products = odds.map((theta) =>
    tables.reduce((product, [n, x, m, y]) => {
      const chances = Array.from({ length: x + y + 1 }, (_, u) => choose(n, u) * choose(m, x + y - u));
      const whole = chances.reduce((sum, chance) => sum + chance, 0);
      const tilted = chances.reduce((sum, chance, u) => sum + (chance / whole) * theta ** u, 0);
      return product * (theta ** x / tilted) ** (1 / phi);
    }, 1),
  );
  return mean(products);
}

function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  return Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce((product, factor) => product * factor, 1);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const errorOdds = [1.5, 2, 3, 5, 10, 30, 100];
const slowOdds = [1.25, 1.5, 2, 3, 5, 10];

const calm = { rules: [{ metric: "5xx", op: "<=", pct: 100 }], minRequests: 1 } as const satisfies CanaryConfig;

function judge(
  config: CanaryConfig,
  intervals: [canary: ArmSample, control: ArmSample][],
  more: Partial<CanaryInput> = {},
) {
  const pairs = intervals.map(([canary, control]) => ({ canary, control }));
  return judgeCanary({ config: { ...calm, ...config }, intervals: pairs, final: true, ...more });
}

/** Two intervals in which everything was measured. */
const measured: [ArmSample, ArmSample][] = [
  [
    {
      codes: { 200: 90, 404: 6, 503: 4 },
      slow: { p50: 52, p90: 14, p99: 3 },
      endpoints: { "GET /": { codes: { 200: 60 } }, "POST /login": { codes: { 200: 36, 503: 4 } } },
    },
    {
      codes: { 200: 190, 404: 8, 500: 2 },
      slow: { p50: 101, p90: 19, p99: 2 },
      endpoints: { "GET /": { codes: { 200: 119, 500: 1 } }, "POST /login": { codes: { 200: 79, 500: 1 } } },
    },
  ],
  [
    {
      codes: { 200: 45, 404: 3, 500: 2 },
      slow: { p50: 20, p90: 7, p99: 1 },
      endpoints: { "GET /": { codes: { 200: 20, 500: 1 } }, "POST /login": { codes: { 200: 28, 500: 1 } } },
    },
    {
      codes: { 200: 155, 404: 4, 500: 1 },
      slow: { p50: 80, p90: 15, p99: 1 },
      endpoints: { "GET /": { codes: { 200: 90 } }, "POST /login": { codes: { 200: 69, 500: 1 } } },
    },
  ],
];

describe("the evidence is the formula's value", () => {
  const everything = { compare: { metrics: ["5xx", "4xx"], phi: 1.7 }, latency: {}, endpoints: {} };
  const verdict = judge(everything, measured);
  const server = literalEvidence(
    [
      [100, 4, 200, 2],
      [50, 2, 160, 1],
    ],
    errorOdds,
    1.7,
  );
  const client = literalEvidence(
    [
      [100, 6, 200, 8],
      [50, 3, 160, 4],
    ],
    errorOdds,
    1.7,
  );
  const root = literalEvidence(
    [
      [60, 0, 120, 1],
      [21, 1, 90, 0],
    ],
    errorOdds,
    1.7,
  );
  const login = literalEvidence(
    [
      [40, 4, 80, 1],
      [29, 1, 70, 1],
    ],
    errorOdds,
    1.7,
  );
  const slow = [
    literalEvidence(
      [
        [100, 52, 200, 101],
        [50, 20, 160, 80],
      ],
      slowOdds,
      1.7,
    ),
    literalEvidence(
      [
        [100, 14, 200, 19],
        [50, 7, 160, 15],
      ],
      slowOdds,
      1.7,
    ),
    literalEvidence(
      [
        [100, 3, 200, 2],
        [50, 1, 160, 1],
      ],
      slowOdds,
      1.7,
    ),
  ];

  test("of each metric, quantile and endpoint", () => {
    expect(verdict.metrics).toMatchObject([
      { metric: "5xx", log10Evidence: expect.closeTo(Math.log10(server), 9) },
      { metric: "p50", log10Evidence: expect.closeTo(Math.log10(slow[0] ?? 0), 9) },
      { metric: "p90", log10Evidence: expect.closeTo(Math.log10(slow[1] ?? 0), 9) },
      { metric: "p99", log10Evidence: expect.closeTo(Math.log10(slow[2] ?? 0), 9) },
      { metric: "4xx", log10Evidence: expect.closeTo(Math.log10(client), 9) },
    ]);
    expect(verdict.endpoints).toMatchObject([
      { endpoint: "POST /login", log10Evidence: expect.closeTo(Math.log10(login), 9), canary: { n: 69, bad: 5 } },
      { endpoint: "GET /", log10Evidence: expect.closeTo(Math.log10(root), 9), control: { n: 210, bad: 1 } },
    ]);
  });
  test("of each family, and of all of them together", () => {
    expect(verdict.families).toMatchObject([
      { family: "5xx", weight: 0.4, log10Evidence: expect.closeTo(Math.log10(server), 9) },
      { family: "endpoints", weight: 0.3, log10Evidence: expect.closeTo(Math.log10(mean([root, login])), 9) },
      { family: "latency", weight: 0.2, log10Evidence: expect.closeTo(Math.log10(mean(slow)), 9) },
      { family: "4xx", weight: 0.1, log10Evidence: expect.closeTo(Math.log10(client), 9) },
    ]);
    const total = 0.4 * server + 0.3 * mean([root, login]) + 0.2 * mean(slow) + 0.1 * client;
    expect(verdict.log10Evidence).toBeCloseTo(Math.log10(total), 9);
  });
  test("of the families that have data alone, whose weights then add up to 1", () => {
    const bare = measured.map(([canary, control]) => [{ codes: canary.codes }, control] as [ArmSample, ArmSample]);
    const { families, log10Evidence, why } = judge(everything, bare);
    expect(families.map(({ family, weight }) => [family, weight])).toEqual([
      ["5xx", 0.8],
      ["4xx", 0.2],
    ]);
    expect(log10Evidence).toBeCloseTo(Math.log10(0.8 * server + 0.2 * client), 9);
    expect(why).toContain("Not compared, because nothing was measured: latency and endpoints.");
  });
  test("what is not configured has no part in it", () => {
    expect(judge({}, measured)).toMatchObject({ families: [], endpoints: [], metrics: [{ metric: "5xx" }] });
    expect(judge({ latency: { quantiles: ["p99"] } }, measured)).toMatchObject({
      families: [{ family: "latency", weight: 1 }],
      metrics: [{ metric: "5xx" }, { metric: "p99" }],
    });
  });
});

/** One interval of slow requests: p50, p90 and p99 of both arms. */
function slowInterval(n: number, canary: number[], m: number, control: number[]): [ArmSample, ArmSample] {
  const arm = (total: number, [p50 = 0, p90 = 0, p99 = 0]: number[]) => ({
    codes: { 200: total },
    slow: { p50, p90, p99 },
  });
  return [arm(n, canary), arm(m, control)];
}

describe("latency", () => {
  test.each([
    [
      "twice as many slow ones fail it",
      slowInterval(3000, [1500, 600, 60], 9000, [4500, 900, 90]),
      "worse-than-control",
    ],
    [
      "20 % more are sure, but too little to matter",
      slowInterval(90_000, [54_000, 9000, 900], 90_000, [45_000, 9000, 900]),
      "rules-hold",
    ],
    [
      "three times as many of the slowest matter, whatever the median does",
      slowInterval(90_000, [54_000, 9000, 2700], 90_000, [45_000, 9000, 900]),
      "worse-than-control",
    ],
    [
      "less than half a point more does not",
      slowInterval(90_000, [45_000, 9000, 1340], 90_000, [45_000, 9000, 900]),
      "rules-hold",
    ],
  ] as const)("%s", (_name, given, reason) => {
    expect(judge({ latency: {} }, [[...given]]).reason).toBe(reason);
  });
  test("a quantile that one arm did not measure is not compared", () => {
    const [canary, control] = slowInterval(3000, [1500, 600, 60], 9000, [4500, 900, 90]);
    const verdict = judge({ latency: {} }, [[canary, { ...control, slow: { p50: 4500 } }]]);
    expect(verdict.metrics.map(({ metric }) => metric)).toEqual(["5xx", "p50"]);
    expect(verdict.reason).toBe("rules-hold");
  });
});

/** "METHOD /path": good/bad. */
function endpointArm(endpoints: Record<string, string>): ArmSample {
  const codes = { 200: 0, 500: 0 };
  const told = Object.entries(endpoints).map(([name, text]) => {
    const [good = 0, bad = 0] = text.split("/").map(Number);
    codes[200] += good;
    codes[500] += bad;
    return [name, { codes: { 200: good, 500: bad } }] as const;
  });
  return { codes, endpoints: Object.fromEntries(told) };
}

describe("endpoints", () => {
  const both = { compare: {}, endpoints: {} };
  test("a small endpoint that breaks is found and named, though the whole looks well", () => {
    const verdict = judge(both, [
      [
        endpointArm({ "GET /": "29950/30", "POST /pay": "10/10" }),
        endpointArm({ "GET /": "89910/90", "POST /pay": "60/0" }),
      ],
    ]);
    expect(verdict).toMatchObject({
      reason: "worse-than-control",
      why: expect.stringContaining(
        "5xx on POST /pay 50 % (10 of 20) on the canary against 0 % (0 of 60) on the control",
      ),
      endpoints: [
        { endpoint: "POST /pay", confirmed: true },
        { endpoint: "GET /", confirmed: false },
      ],
    });
  });
  test("the more of them are looked at, the surer one must be before it is named", () => {
    const crowd = (count: number, text: string) =>
      Object.fromEntries(Array.from({ length: count }, (_, at) => [`GET /${at}`, text]));
    const look = (others: number) =>
      judge(both, [
        [
          endpointArm({ "POST /pay": "91/9", ...crowd(others, "100/0") }),
          endpointArm({ "POST /pay": "100/0", ...crowd(others, "100/0") }),
        ],
      ]).endpoints.find(({ endpoint }) => endpoint === "POST /pay");
    expect(look(0)?.confirmed).toBe(true);
    expect(look(9)?.confirmed).toBe(false);
    expect(look(9)?.log10Evidence).toBeCloseTo(look(0)?.log10Evidence ?? 0, 12);
  });
  test("one with fewer than 5 errors is never named", () => {
    const verdict = judge(both, [[endpointArm({ "POST /pay": "0/4" }), endpointArm({ "POST /pay": "9000/0" })]]);
    expect(verdict).toMatchObject({ reason: "rules-hold", endpoints: [{ confirmed: false }] });
  });
  test("errors spread over many endpoints fail it, and none is named", () => {
    const names = Array.from({ length: 20 }, (_, at) => `GET /${at}`);
    const arm = (text: string) => endpointArm(Object.fromEntries(names.map((name) => [name, text])));
    const verdict = judge({ endpoints: {} }, [[arm("594/6"), arm("1800/0")]]);
    expect(verdict.reason).toBe("worse-than-control");
    expect(verdict.why).toContain("5xx 1 % (120 of 12,000) on the canary");
    expect(verdict.why).toContain("spread over the endpoints");
    expect(verdict.why).not.toContain("Worst");
    expect(verdict.endpoints.every(({ confirmed }) => !confirmed)).toBe(true);
  });

  const busy = { "GET /a": "900/0", "GET /b": "500/0", "GET /c": "5/5", "GET /d": "9/1", other: "3/3" };
  test("the busiest are told apart, the rest is one", () => {
    const { endpoints } = judge({ endpoints: { max: 2 } }, [[endpointArm(busy), endpointArm({ "GET /a": "3000/0" })]]);
    expect(Object.fromEntries(endpoints.map(({ endpoint, canary }) => [endpoint, canary]))).toEqual({
      "GET /a": { n: 900, bad: 0 },
      "GET /b": { n: 500, bad: 0 },
      other: { n: 26, bad: 9 },
    });
  });
  test("those of before the deploy are told apart, whether they were called or not", () => {
    const baseline = { endpoints: ["GET /c", "GET /z", "GET /a"] };
    const { endpoints } = judge({ endpoints: { max: 2 } }, [[endpointArm(busy), endpointArm(busy)]], { baseline });
    expect(endpoints.map(({ endpoint }) => endpoint).toSorted()).toEqual(["GET /c", "GET /z", "other"]);
  });
  test("names that JavaScript knows otherwise are names", () => {
    const { endpoints } = judge({ endpoints: {} }, [
      [endpointArm({ constructor: "9/1" }), endpointArm({ "GET /": "9/0" })],
    ]);
    expect(endpoints.find(({ endpoint }) => endpoint === "constructor")?.control).toEqual({ n: 0, bad: 0 });
  });
});

test("a login loop is found by its 4xx, with a tenth of the budget", () => {
  const loop: [ArmSample, ArmSample] = [{ codes: { 200: 900, 401: 100 } }, { codes: { 200: 2960, 401: 40 } }];
  expect(judge({ compare: { metrics: ["5xx", "4xx"] } }, [loop])).toMatchObject({
    reason: "worse-than-control",
    why: expect.stringContaining(
      "4xx 10 % (100 of 1,000) on the canary against 1.3 % (40 of 3,000) on the control, 7.5 times",
    ),
    metrics: [{ verdict: "pass" }, { metric: "4xx", verdict: "fail", limit: "< 1.5 times the control" }],
  });
  expect(judge({ compare: {} }, [loop]).reason).toBe("rules-hold");
});

test("a certain but harmless difference does not hide one that matters", () => {
  const slowed = slowInterval(90_000, [54_000, 9000, 900], 90_000, [45_000, 9000, 900]);
  const [canary, control] = slowed;
  const failing = { ...canary, codes: { 200: 89_000, 500: 1000 } };
  expect(judge({ compare: {}, latency: {} }, [slowed]).reason).toBe("rules-hold");
  expect(judge({ compare: {}, latency: {} }, [[failing, control]])).toMatchObject({
    reason: "worse-than-control",
    metrics: [{ metric: "5xx", verdict: "fail" }, { metric: "p50", verdict: "pass" }, {}, {}],
  });
});

test("150 comparisons of 90 intervals are weighed", () => {
  const names = Array.from({ length: 145 }, (_, at) => `GET /${at}`);
  const arm = (text: string, n: number): ArmSample => ({
    ...endpointArm(Object.fromEntries(names.map((name) => [name, text]))),
    slow: { p50: n / 2, p90: n / 10, p99: n / 100 },
  });
  const intervals = Array.from(
    { length: 90 },
    () => [arm("997/3", 145_000), arm("2991/9", 435_000)] as [ArmSample, ArmSample],
  );
  const verdict = judge({ compare: { metrics: ["5xx", "4xx"] }, latency: {}, endpoints: { max: 150 } }, intervals);
  expect(verdict).toMatchObject({ verdict: "pass", look: 90 });
  expect(verdict.endpoints).toHaveLength(145);
});
