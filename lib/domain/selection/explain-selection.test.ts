import { describe, expect, test } from "vitest";
import { explainSelection } from "./explain-selection";
import { inputOf } from "./queue-fixture";
import { selectCommits } from "./select-commits";

describe("explainSelection says", () => {
  const cases: [queue: string, why: string][] = [
    ["", "Nothing to do: no commit waits"],
    ["p@19 p@19 p p p", "2 of 5 waiting commits: commit 2 has 11 min left, which is one rollout, at most 3 at once"],
    ["p@19", "1 of 1 waiting commit: the oldest has 11 min left, which is one rollout, at most 3 at once"],
    ["p p p p", "2 of 4 waiting commits: commit 4 has 30 min left, which is 3 rollouts, at most 3 at once"],
    [
      "p@45",
      "1 of 1 waiting commit: the oldest is 15 min past its time goal, which leaves one rollout, at most 3 at once",
    ],
    [
      "f f p",
      "3 of 3 waiting commits: the oldest has 30 min left, which is 3 rollouts, at most 3 at once, and commit 3 is the first with passed tests from commit 1 on",
    ],
    [
      "p@90 f@90",
      "1 of 2 waiting commits: commit 2 is 1 h past its time goal, which leaves one rollout, at most 3 at once, and commit 1 is the last with passed tests before commit 2",
    ],
    ["w r f", "Waiting for the tests of sha2: no commit that could go has passed yet"],
    ["f f", "Waiting for a commit with passed tests: 2 commits without one so far, up to 2 may ride along"],
    ["f f f", "Blocked: none of the first 3 commits has passed tests, a person decides"],
    ["f p! p", "Blocked: sha2 is marked bad and no revert of it has landed"],
    ["f p# p", "Blocked: sha2 is locked, a person unlocks it"],
    ["p!4 p p p", "Blocked: sha1 is bad and its revert is commit 4, beyond the cap of 3, a person decides"],
  ];
  test.each(cases)("%s -> %s", (queue, why) => {
    const input = inputOf(queue);
    expect(explainSelection(input, selectCommits(input)).why).toBe(why);
  });

  test("the arithmetic, line by line", () => {
    const input = inputOf("f p!3 p p p p p");
    expect(explainSelection(input, selectCommits(input)).how).toEqual([
      "Time goal 30 min, a rollout takes about 10 min, at most 3 commits a rollout",
      "Commit 7 of 7 sets the pace: commit 7 has 30 min left, which is 3 rollouts",
      "7 ÷ 3, rounded up, is 3 per rollout",
      "Commit 1 (sha1): tests failed, can only ride along",
      "Commit 2 (sha2): marked bad",
      "Commit 3 (sha3): passed, can be the target",
      "Commit 3 is the first that can be the target from 3 on",
    ]);
  });

  test("a wide cap is listed in part, and says so", () => {
    const input = inputOf(Array<string>(40).fill("p").join(" "), { maxCommits: 30 });
    expect(explainSelection(input, selectCommits(input)).how).toContain("… and 20 more within the cap");
  });
});
