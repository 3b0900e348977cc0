import { expect, test } from "vitest";
import { type ChosenAttempt, chooseAttempt, type KnownAttempt } from "./choose-attempt";

const run = (attempt: number, externalId: string | null, startedAt: number | null = null): KnownAttempt => ({
  attempt,
  status: "running",
  externalId,
  startedAt,
  finishedAt: null,
});
const ended = (attempt: number, status: "passed" | "failed", finishedAt: number): KnownAttempt => ({
  ...run(attempt, "a"),
  status,
  finishedAt,
});
const report = (externalId: string | null, startedAt: number | null = null, finishedAt: number | null = null) => ({
  status: "running" as const,
  externalId,
  startedAt,
  finishedAt,
});
const attempt = (number: number): ChosenAttempt => ({ outcome: "attempt", attempt: number });
const outdated = (inForce: number): ChosenAttempt => ({ outcome: "outdated", inForce });

const cases: [what: string, known: KnownAttempt[], report: Omit<KnownAttempt, "attempt">, ChosenAttempt][] = [
  ["the first report of a context is attempt 1", [], report("a"), attempt(1)],
  ["a run without a name is the attempt in force", [run(1, "a"), run(3, "b")], report(null), attempt(3)],
  ["the same run is the same attempt", [run(1, "a"), run(2, "b")], report("b"), attempt(2)],
  ["a late report of an earlier run stays with its attempt", [run(1, "a"), run(2, "b")], report("a"), attempt(1)],
  ["another run is a new attempt", [run(1, "a"), run(2, "b")], report("c"), attempt(3)],
  ["another run that started later is a new attempt", [run(1, "a", 100)], report("b", 200), attempt(2)],
  ["another run that started earlier is outdated", [run(2, "b", 100)], report("a", 50, 300), outdated(2)],
  [
    "a run that ended before the one in force began is outdated",
    [run(2, "b", 100)],
    report("a", null, 99),
    outdated(2),
  ],
  ["a run that ended after the one in force began is new", [run(2, "b", 100)], report("a", null, 101), attempt(3)],
  ["a named run after one without a name is new", [run(1, null)], report("a"), attempt(2)],
  [
    "a run that ends later with another verdict was repeated",
    [ended(1, "failed", 9)],
    ended(0, "passed", 12),
    attempt(2),
  ],
  [
    "its first end, told again, is the first attempt's no more",
    [ended(1, "failed", 9), ended(2, "passed", 12)],
    ended(0, "failed", 9),
    attempt(2),
  ],
  [
    "the same end told with another time is the same attempt",
    [ended(1, "failed", 9)],
    ended(0, "failed", 12),
    attempt(1),
  ],
  ["a correction of the past is the same attempt", [ended(1, "failed", 9)], ended(0, "passed", 8), attempt(1)],
];
test.each(cases)("%s", (_what, known, arriving, expected) => {
  expect(chooseAttempt(known, arriving)).toEqual(expected);
});
