import { expect, test } from "vitest";
import { describeAfterResume } from "./describe-after-resume";

const target = "a".repeat(40);
const next = { nextCommit: target, commitCount: 2, sentence: "They are the oldest that passed." };
const halted = (suspect: string | null) => ({ next, automation: { halted: { suspect, lockedCommits: 0 } } });

test("the rollout that comes first is told", () => {
  expect(describeAfterResume(halted("b".repeat(40)), { isSuspectMarked: true })).toBe(
    "After a resume: 2 commits → aaaaaaa. They are the oldest that passed.",
  );
});

test("of a suspect it is told that it goes again, or what the mark changes", () => {
  expect(describeAfterResume(halted(target), { isSuspectMarked: false })).toContain("goes again, unless it is marked");
  expect(describeAfterResume(halted(target), { isSuspectMarked: true })).toContain("only together with its revert");
});

test("nothing is foretold from locks that the resume takes away", () => {
  const locked = { ...halted(target), automation: { halted: { suspect: target, lockedCommits: 1 } } };
  expect(describeAfterResume(locked, { isSuspectMarked: true })).toContain("is decided then");
});

test("where no rollout comes, the reason is told", () => {
  const idle = { ...halted(null), next: { nextCommit: null, commitCount: 0, sentence: "Nothing waits." } };
  expect(describeAfterResume(idle, { isSuspectMarked: false })).toBe("After a resume: Nothing waits.");
});
