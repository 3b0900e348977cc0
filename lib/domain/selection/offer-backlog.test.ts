import { expect, test } from "vitest";
import { explainSelection } from "./explain-selection";
import { type BacklogOffer, offerBacklog } from "./offer-backlog";
import { inputOf } from "./queue-fixture";
import { selectCommits } from "./select-commits";

const blocked = "Blocked: none of the first 3 commits has passed tests, a person decides";

test.each<[name: string, queue: string, expected: Partial<BacklogOffer> | null]>([
  ["nothing waits", "", null],
  ["the automation gets there by itself", "p p p p", null],
  ["a late commit that goes next all the same", "p@90", null],
  ["tests are waited for", "w w", null],
  ["blocked, and a later one has passed", "f f f p p f", { sha: "sha5", count: 5, text: blocked }],
  ["tests are waited for, and more are late than the cap", "w@90 w@90 w@90 p@90", { sha: "sha4", count: 4 }],
  ["blocked, and nothing has passed", "f f f f", null],
  ["blocked by a bad commit that nothing undoes", "p! p p", null],
  ["blocked by a bad commit, the revert is beyond the cap", "p!4 p p p p", { sha: "sha5", count: 5 }],
  ["blocked by a lock", "p# p", null],
  [
    "more late commits than the cap",
    "p@90 p@90 p@90 p@90 f",
    {
      sha: "sha4",
      count: 4,
      text: "5 commits wait: to meet the time goal of 30 min a rollout would have to take 4, and the automation takes 3 at most",
    },
  ],
])("%s: %s", (_name, queue, expected) => {
  const input = inputOf(queue);
  const selection = selectCommits(input);
  const offer = offerBacklog(input, selection, explainSelection(input, selection).why);
  if (expected === null) expect(offer).toBeNull();
  else expect(offer).toMatchObject(expected);
});
