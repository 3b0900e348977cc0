import { describe, expect, test } from "vitest";
import { selectCommits } from "@/lib/domain/selection/select-commits";
import { parseJsonLine } from "./parse-json-line";
import { planRequestSchema } from "./plan";

const policy = { maxCommits: 3, goalSeconds: 1800, rolloutSeconds: 600 };
const commit = { sha: "a1", landedAt: 1, tests: "passed" };
const valid = { now: 1, policy, queue: [commit] };

describe("a plan request is refused with what and where", () => {
  const cases: [name: string, request: unknown, error: RegExp][] = [
    ["no object", 7, /^the line: /],
    ["no queue", { now: 1, policy }, /^queue: is missing/],
    ["a time as text", { ...valid, now: "1" }, /^now: must be a number/],
    [
      "no rollout at all",
      { ...valid, policy: { ...policy, maxCommits: 0 } },
      /^policy\.maxCommits: must be at least 1/,
    ],
    ["half a commit", { ...valid, policy: { ...policy, maxCommits: 1.5 } }, /^policy\.maxCommits: /],
    [
      "a rollout of no time",
      { ...valid, policy: { ...policy, rolloutSeconds: 0 } },
      /^policy\.rolloutSeconds: must be more than 0/,
    ],
    [
      "an unknown status",
      { ...valid, queue: [commit, { ...commit, tests: "green" }] },
      /^queue\[1\]\.tests: write `passed`/,
    ],
    ["no sha", { ...valid, queue: [{ ...commit, sha: "" }] }, /^queue\[0\]\.sha: must not be empty/],
    ["a misspelt bad", { ...valid, queue: [{ ...commit, Bad: true }] }, /^queue\[0\]\.Bad: .*did you mean `bad`/],
    ["bad as a word", { ...valid, queue: [{ ...commit, bad: "yes" }] }, /^queue\[0\]\.bad: must be true or false/],
    ["many mistakes at once", { ...valid, queue: Array(20).fill({ ...commit, tests: "green" }) }, /; and 15 more$/],
  ];
  test.each(cases)("%s", (_name, request, error) => {
    expect(parseJsonLine(planRequestSchema, JSON.stringify(request))).toEqual({ error: expect.stringMatching(error) });
  });
  test("not JSON at all", () => {
    expect(parseJsonLine(planRequestSchema, "{now: 1}")).toEqual({ error: expect.stringMatching(/^not JSON: /) });
    expect(parseJsonLine(planRequestSchema, " ")).toEqual({ error: "the line is empty" });
  });
});

test("a valid request is what the selection takes", () => {
  const parsed = parseJsonLine(planRequestSchema, JSON.stringify(valid));
  expect("value" in parsed && selectCommits(parsed.value)).toMatchObject({ action: "deploy", sha: "a1" });
});
