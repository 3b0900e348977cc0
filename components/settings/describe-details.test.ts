import { expect, test } from "vitest";
import { describeDetails } from "./describe-details";

test.each<[string, Record<string, unknown>, string[]]>([
  ["setMode", { before: "suggest", after: "unattended" }, ["mode: suggest → unattended"]],
  [
    "applyProjectFile",
    { before: 6, after: 7, hosts: { added: 1, changed: 0, disabled: 2, total: 9 } },
    ["version: 6 → 7", "hosts: added 1, changed 0, disabled 2, total 9"],
  ],
  ["createProject", { before: null, after: 1 }, ["version: none → 1"]],
  [
    "startRollout",
    { kind: "forward", before: "9f3c2a1b".repeat(5), after: "77ab01cd".repeat(5), commitCount: 2 },
    ["revision: 9f3c2a1 → 77ab01c", "kind: forward", "commits: 2"],
  ],
  [
    "changeSource",
    { enabled: { before: true, after: false }, requiredContexts: { before: [], after: ["unit", "lint"] }, api: null },
    ["enabled: yes → no", "required contexts: none → unit, lint", "api: none"],
  ],
  ["freezeProject", { seconds: 7200 }, ["for: 2 h"]],
  ["abortRollout", { isRepeated: false, thenRollBack: null }, ["asked before: no", "then rolled back to: none"]],
  ["resumeAutomation", { markBad: [] }, ["marked as bad: none"]],
])("of %s, %j", (action, details, lines) => {
  expect(describeDetails(action, details)).toEqual(lines);
});

test("what is not known is told by its own words", () => {
  expect(describeDetails("moonPhase", { before: 1, after: 2, isFull: true, list: [{ a: 1 }, "b"] })).toEqual([
    "changed: 1 → 2",
    "is full: yes",
    "list: a 1, b",
  ]);
  expect(describeDetails("moonPhase", { after: 2 })).toEqual(["after: 2"]);
});
