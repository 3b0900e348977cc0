import { describe, expect, test } from "vitest";
import { findRollbackRisks, listRollbackCandidates, type PastRevision } from "./rollback-targets";

const revision = (name: string) => name.repeat(40).slice(0, 40);

function past(number: number, name: string, changes: Partial<PastRevision> = {}): PastRevision {
  const position = name.charCodeAt(0) - "a".charCodeAt(0) + 1;
  const base = { number, revision: revision(name), state: "succeeded" as const, position };
  return { ...base, rolledBackBy: null, verdict: null, badReason: null, ...changes };
}

const leave = (name: string) => ({ revision: revision(name), position: past(1, name).position });

function defaultOf(list: PastRevision[], leaving: string): number | undefined {
  return listRollbackCandidates(list, leave(leaving)).find((candidate) => candidate.isGood)?.number;
}

describe("where a rollback goes unless a person says otherwise", () => {
  test.each([
    ["after a good rollout: to the good one before it", [past(2, "b"), past(1, "a")], "b", 1],
    [
      "after a failed one: to the last good one",
      [past(3, "c", { state: "failed" }), past(2, "b"), past(1, "a")],
      "c",
      2,
    ],
    ["never to a failed one", [past(3, "c"), past(2, "b", { state: "failed" }), past(1, "a")], "c", 1],
    ["never to an aborted one", [past(3, "c"), past(2, "b", { state: "aborted" }), past(1, "a")], "c", 1],
    ["never to one that was taken back", [past(4, "c"), past(2, "b", { rolledBackBy: 3 }), past(1, "a")], "c", 1],
    ["never to one that was marked bad", [past(3, "c"), past(2, "b", { badReason: "slow" }), past(1, "a")], "c", 1],
    ["never to one whose numbers failed", [past(3, "c"), past(2, "b", { verdict: "fail" }), past(1, "a")], "c", 1],
    ["to one without a verdict too", [past(3, "c"), past(2, "b", { verdict: "inconclusive" }), past(1, "a")], "c", 2],
    ["not forward again after a rollback", [past(3, "b"), past(2, "c", { rolledBackBy: 3 }), past(1, "a")], "b", 1],
    [
      "the newest rollout of a revision counts",
      [past(3, "b"), past(2, "a", { state: "failed" }), past(1, "a")],
      "b",
      undefined,
    ],
    ["a first rollout has nothing before it", [past(1, "a")], "a", undefined],
  ] as const)("%s", (_, list, leaving, wanted) => {
    expect(defaultOf([...list], leaving)).toBe(wanted);
  });

  test("a revision of a rewritten trunk can still be gone back to", () => {
    expect(defaultOf([past(2, "b"), past(1, "a", { position: null })], "b")).toBe(1);
  });
});

describe("the list of candidates", () => {
  const list = listRollbackCandidates(
    [past(4, "d"), past(3, "c", { state: "failed" }), past(2, "b", { badReason: "slow pages" }), past(1, "a")],
    leave("d"),
  );

  test("names each revision once, newest first, with what became of it", () => {
    expect(list.map(({ number, verdict }) => [number, verdict])).toEqual([
      [3, "#3 failed"],
      [2, "Marked bad: slow pages"],
      [1, "#1 was done, every stage passed"],
    ]);
  });

  test("what was not good is a risk, and so are authors' warnings and unknown revisions", () => {
    const facts = { toRevision: revision("c"), orphaned: false, unsafe: [] };
    expect(findRollbackRisks({ ...facts, candidate: list[0] ?? null })).toEqual(["ccccccc was not good: #3 failed."]);
    expect(findRollbackRisks({ ...facts, candidate: list[2] ?? null })).toEqual([]);
    const unsafe = [{ sha: revision("d"), why: "drops a column" }];
    expect(findRollbackRisks({ ...facts, candidate: null, orphaned: true, unsafe })).toEqual([
      "ccccccc has never been on a host.",
      "ccccccc is no longer on the trunk.",
      "ddddddd says that it is unsafe to roll back: drops a column.",
    ]);
  });
});
