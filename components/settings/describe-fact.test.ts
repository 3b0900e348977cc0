import { expect, test } from "vitest";
import { describeFact } from "./describe-fact";

test("a push names branch and commits, and leaves out what nobody knows", () => {
  const fact = {
    fact: "push",
    branch: "main",
    forced: null,
    created: false,
    commits: [{ sha: "9f3c2a1b".repeat(5), message: "Fix feed\n\nBecause." }],
  };
  expect(describeFact(fact)).toEqual({
    what: "The branch moved",
    details: [
      { name: "Branch", value: "main" },
      { name: "New branch", value: "no" },
      { name: "Commits named", value: "9f3c2a1 Fix feed" },
    ],
  });
});

test("a fact of a kind that is not known is shown by its own words", () => {
  expect(describeFact({ fact: "moon-phase", phase: { full: true } })).toEqual({
    what: "moon-phase",
    details: [{ name: "phase", value: '{"full":true}' }],
  });
});
