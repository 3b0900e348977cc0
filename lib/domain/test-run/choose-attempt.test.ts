import { expect, test } from "vitest";
import { type ChosenAttempt, chooseAttempt, type KnownAttempt } from "./choose-attempt";

const run = (attempt: number, externalId: string | null, startedAt: number | null = null): KnownAttempt => ({
  attempt,
  externalId,
  startedAt,
  finishedAt: null,
});
const report = (externalId: string | null, startedAt: number | null = null, finishedAt: number | null = null) => ({
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
];
test.each(cases)("%s", (_what, known, arriving, expected) => {
  expect(chooseAttempt(known, arriving)).toEqual(expected);
});
