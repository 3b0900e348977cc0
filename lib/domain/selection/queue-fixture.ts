import type { CommitTestStatus } from "../test-run/derive-test-status";
import type { QueuedCommit } from "./queued-commit";
import type { SelectionInput } from "./select-commits";

const statusOfLetter = {
  p: "passed",
  f: "failed",
  e: "errored",
  c: "cancelled",
  r: "running",
  w: "pending",
} as const satisfies Record<string, CommitTestStatus>;

/** The article's policy with a rollout of 10 minutes. */
export const articlePolicy = { maxCommits: 3, goalSeconds: 1800, rolloutSeconds: 600 };

/** Fixed "now" of the tests, epoch seconds. */
export const fixtureNow = 1_700_000_000;

/**
 * A queue written as one word per commit, oldest first: p(assed) f(ailed) e(rrored) c(ancelled) r(unning) w(aiting),
 * `#` locks it, `!` marks it bad, `!4` bad and undone by the 4th, `@12` landed 12 minutes ago (else just now). Shas are sha1, sha2, …
 */
export function queueOf(words: string): QueuedCommit[] {
  return words
    .split(" ")
    .filter(Boolean)
    .map((word, index) => {
      const [, letter = "p", bad, revert, lock, age] = /^([pfecrw])(!(\d*))?(#)?(?:@(\d+))?$/.exec(word) ?? [];
      return {
        sha: `sha${index + 1}`,
        landedAt: fixtureNow - Number(age ?? 0) * 60,
        tests: statusOfLetter[letter as keyof typeof statusOfLetter],
        ...(lock ? { locked: true } : {}),
        ...(bad ? { bad: true, revertedBy: revert ? `sha${revert}` : null } : {}),
      };
    });
}

/** The queue under the article's policy, with what the case changes. */
export function inputOf(words: string, policy: Partial<SelectionInput["policy"]> = {}): SelectionInput {
  return { queue: queueOf(words), policy: { ...articlePolicy, ...policy }, now: fixtureNow };
}
