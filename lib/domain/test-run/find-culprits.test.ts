import { describe, expect, test } from "vitest";
import type { TestRunStatus } from "./derive-test-status";
import { findCulprits, findHolder, findRedSince, type RedStretch, type TrunkResults } from "./find-culprits";

const words: Record<string, TestRunStatus> = {
  g: "passed",
  r: "failed",
  e: "errored",
  p: "pending",
  c: "cancelled",
  u: "unknown",
};

/** "grr" = three commits, 0 green, 1 and 2 red; "." = no result. */
function trunk(contexts: Record<string, string>): TrunkResults[] {
  const length = Math.max(...Object.values(contexts).map((marks) => marks.length));
  return Array.from({ length }, (_, index) => ({
    sha: `${index}`,
    results: new Map(
      Object.entries(contexts).flatMap(([context, marks]) => {
        const status = words[marks[index] ?? "."];
        return status ? [[context, status] as const] : [];
      }),
    ),
  }));
}

const red = (culprit: string, held: string[] = [], fixedBy: string | null = null): RedStretch => ({
  context: "unit",
  culprit,
  held,
  fixedBy,
});

describe("findCulprits", () => {
  const cases: [name: string, marks: string, expected: RedStretch[]][] = [
    ["all green -> none", "ggg", []],
    [
      "the first red after the last green is the culprit, the later ones are held by it",
      "ggrrr",
      [red("2", ["3", "4"])],
    ],
    ["red from the beginning: the first known is the culprit", "rr", [red("0", ["1"])]],
    ["a later commit that passes fixes it", "grrg", [red("1", ["2"], "3")]],
    ["red again after it was fixed is another culprit", "grgr", [red("1", [], "2"), red("3")]],
    ["pending, cancelled and no verdict in between stay as they are", "grpcu.r", [red("1", ["6"])]],
    ["a pending one between green and red is not blamed", "gpr", [red("2")]],
    ["an error is red too", "gere", [red("1", ["2", "3"])]],
  ];
  test.each(cases)("%s", (_name, marks, expected) => {
    expect(findCulprits(trunk({ unit: marks }))).toEqual(expected);
  });

  test("each context has culprits of its own", () => {
    const found = findCulprits(trunk({ unit: "grrr", lint: "ggrg" }));
    expect(found).toEqual([red("1", ["2", "3"]), { ...red("2", [], "3"), context: "lint" }]);
    expect(findHolder(found, "3", "unit")).toBe("1");
    expect(findHolder(found, "1", "unit")).toBeNull();
    expect(findHolder(found, "3", "lint")).toBeNull();
  });

  test("a commit is red since the commit with which all of its red contexts were red", () => {
    const commits = trunk({ unit: "grrr", lint: "ggrr" });
    const since = commits.map(({ sha }) => findRedSince(commits, findCulprits(commits), sha));
    expect(since).toEqual([null, null, null, "2"]);
  });
});
