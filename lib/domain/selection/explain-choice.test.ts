import { expect, test } from "vitest";
import { type ChoiceReasons, explainChoice } from "./explain-choice";
import { explainSelection } from "./explain-selection";
import { inputOf } from "./queue-fixture";
import { selectCommits } from "./select-commits";

test.each<[name: string, queue: string, target: number, expected: ChoiceReasons]>([
  ["what is selected", "p p", 1, { whyNot: null, isRisky: false, kind: "forward" }],
  ["one further", "p p", 2, { whyNot: "it takes 1 commit now, up to sha1", isRisky: false, kind: "forward" }],
  [
    "more than the cap",
    "p p p p p",
    5,
    { whyNot: "5 commits are more than the 3 it takes at a time", isRisky: false, kind: "backlog" },
  ],
  ["tests that failed", "p f", 2, { whyNot: "the tests of sha2 have not passed", isRisky: true, kind: "forward" }],
  ["tests that run", "r", 1, { whyNot: "the tests of sha1 have not passed", isRisky: true, kind: "forward" }],
  [
    "past a bad commit",
    "p! p",
    2,
    { whyNot: "commit sha1 is bad, and nothing up to here undoes it", isRisky: true, kind: "backlog" },
  ],
  [
    "before the revert of a bad commit",
    "p!3 p p",
    2,
    { whyNot: "commit sha1 is bad, and nothing up to here undoes it", isRisky: true, kind: "forward" },
  ],
  ["past a locked commit", "p p# p", 3, { whyNot: "commit sha2 is locked", isRisky: true, kind: "forward" }],
  [
    "out of a blocked queue",
    "f f f p",
    4,
    { whyNot: "4 commits are more than the 3 it takes at a time", isRisky: false, kind: "backlog" },
  ],
])("%s: %s, commit %i", (_name, queue, target, expected) => {
  const input = inputOf(queue);
  const selection = selectCommits(input);
  const { why } = explainSelection(input, selection);
  expect(explainChoice(input, { position: target - 1, selection, why })).toEqual(expected);
});
