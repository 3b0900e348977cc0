import { expect, test } from "vitest";
import { canaryPolicySchema } from "./canary-policy";
import { readCanaryPolicy } from "./read-canary-policy";

const rule = { metric: "5xx", op: "<", pct: 0.4 };

test.each([
  ["a part in the middle", "project: web\ncanary:\n  rules:\n    - { metric: 5xx, op: <, pct: 0.4 }\nstages: []\n"],
  ["a part at the end", "project: web\ncanary:\n\n# why\n  rules: [{ metric: 5xx, op: '<', pct: 0.4 }]"],
  ["a part on one line", "canary: { rules: [{ metric: 5xx, op: <, pct: 0.4 }] }\nproject: web\n"],
  ["JSON", JSON.stringify({ project: "web", canary: { rules: [rule] } })],
  ["a part that leads elsewhere", "x: &r [{ metric: 5xx, op: <, pct: 0.4 }]\ncanary:\n  rules: *r\n"],
  ["a list in the column of its key", "canary:\n  rules:\n  - metric: 5xx\n    op: <\n    pct: 0.4\nproject: web\n"],
])("%s is read", (_what, source) => {
  expect(readCanaryPolicy(source)?.rules).toEqual([rule]);
});

test("a file that says nothing of it has the defaults", () => {
  const defaults = canaryPolicySchema.parse({});
  expect(readCanaryPolicy("project: web\n")).toEqual(defaults);
  expect(readCanaryPolicy("project: web\ncanary:\n")).toEqual(defaults);
});

test.each(["canary: { rules: 7 }\n", "canary: [\n", ""])("%j cannot be read", (source) => {
  expect(readCanaryPolicy(source)).toBeNull();
});
