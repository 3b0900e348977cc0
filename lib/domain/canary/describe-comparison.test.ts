import { expect, test } from "vitest";
import type { ArmSample, CanaryInput } from "./canary-input";
import { judgeCanary } from "./judge-canary";

/** 200s and 500s, and of the latter those of one endpoint. */
function arm(good: number, bad: number): ArmSample {
  return { codes: { 200: good, 500: bad } };
}

function withLogin(good: number, bad: number, login: { good: number; bad: number }): ArmSample {
  const rest = { codes: { 200: good - login.good, 500: bad - login.bad } };
  return {
    ...arm(good, bad),
    endpoints: { "GET /": rest, "POST /login": { codes: { 200: login.good, 500: login.bad } } },
  };
}

function slowArm(n: number, p90: number): ArmSample {
  return { codes: { 200: n }, slow: { p90 } };
}

const wording = { canary: "web1", control: "web2-4", watchedSeconds: 130 };
const equal = "If the versions were equal, evidence this strong would appear in fewer than 1 of";

const cases: [name: string, canary: ArmSample, control: ArmSample | null, more: Partial<CanaryInput>, why: string][] = [
  [
    "failed",
    arm(5980, 20),
    arm(17_991, 9),
    { config: { compare: {} } },
    "Failed at 2 m 10 s: 5xx 0.33 % (20 of 6,000) on web1 against 0.05 % (9 of 18,000) on web2-4, 6.7 times. " +
      `${equal} 50,000 canaries (limit 1 in 100).`,
  ],
  [
    "failed, with the endpoint to look at, and odds that are not told beyond a million",
    withLogin(5980, 20, { good: 290, bad: 18 }),
    withLogin(17_991, 9, { good: 900, bad: 2 }),
    { config: { compare: {}, endpoints: {} } },
    "Failed at 2 m 10 s: 5xx 0.33 % (20 of 6,000) on web1 against 0.05 % (9 of 18,000) on web2-4, 6.7 times. " +
      `${equal} 1,000,000 canaries (limit 1 in 100). Worst: POST /login, 18 errors.`,
  ],
  [
    "failed by latency",
    slowArm(3000, 390),
    slowArm(9000, 900),
    { config: { latency: {} } },
    "Failed at 2 m 10 s: requests slower than p90 was before the deploy 13 % (390 of 3,000) on web1 against 10 % (900 of 9,000) " +
      `on web2-4, 1.3 times. ${equal} 3,300 canaries (limit 1 in 100).`,
  ],
  [
    "suspicious",
    arm(992, 8),
    arm(1000, 0),
    { config: { compare: {}, rules: [{ metric: "5xx", op: "<", pct: 5 }] } },
    `No verdict: 5xx 0.8 % (8 of 1,000) on web1 against 0 % (0 of 1,000) on web2-4. ${equal} 94 canaries (limit 1 in 100). ` +
      "That is suspicious, but not enough to fail.",
  ],
  [
    "passed, with what would have been noticed",
    arm(3000, 0),
    arm(8991, 9),
    { config: { compare: {}, rules: [{ metric: "5xx", op: "<", pct: 0.5 }] } },
    "Passed: 5xx 0 % (0 of 3,000) on web1 against 0.1 % (9 of 9,000) on web2-4, limit < 0.5 %. 5 times as many 5xx as on web2-4 " +
      "would have been noticed.",
  ],
  [
    "passed on very little",
    arm(30, 0),
    arm(1000, 0),
    { config: { compare: {}, minRequests: 30, rules: [{ metric: "5xx", op: "<", pct: 0.5 }] } },
    "Passed: 5xx 0 % (0 of 30) on web1 against 0 % (0 of 1,000) on web2-4, limit < 0.5 %. Too little traffic to notice more 5xx " +
      "than on web2-4.",
  ],
  [
    "no control",
    arm(700, 0),
    null,
    { config: { compare: {} } },
    "No verdict: no request has reached web2-4, so there is nothing to compare web1 with.",
  ],
  [
    "a small control",
    arm(700, 0),
    arm(50, 0),
    { config: { compare: {} } },
    "No verdict: web2-4 has answered 50 of the 100 requests needed to compare with.",
  ],
  [
    "lost traffic",
    arm(300, 0),
    arm(9000, 0),
    { config: { compare: {} }, baseline: { requests: { canary: 1000, control: 3000 } } },
    "No verdict: web1 answers 3.2 % of all requests, and answered 25 % before the deploy. Does it still receive traffic?",
  ],
];

test.each(cases)("%s", (_name, canary, control, more, why) => {
  expect(judgeCanary({ intervals: [{ canary, control }], final: true, wording, ...more }).why).toBe(why);
});
