import { findHolds } from "./find-holds";
import type { QueuedCommit } from "./queued-commit";

export type SelectionPolicy = {
  /** Most commits one rollout takes along. */
  maxCommits: number;
  /** Time from landing in which every commit should be live. */
  goalSeconds: number;
  /** How long a rollout is expected to take; more than 0. */
  rolloutSeconds: number;
};

export type SelectionInput = {
  /** Oldest first. */
  queue: readonly QueuedCommit[];
  policy: SelectionPolicy;
  now: number;
  /** Nobody has ever told of a test of this project, and Sauron runs none itself. */
  isNeverTested?: boolean | undefined;
};

/** How many commits the next rollout should take, and the commit that demands it. */
export type Pace = {
  want: number;
  /** 1-based. */
  position: number;
  /** Until the time goal of that commit; negative = already late. */
  leftSeconds: number;
  /** Rollouts that fit in the time left, at least 1. */
  rollouts: number;
};

/** `tests`: as many commits as the cap, none with passed tests; `bad-commit`, `locked`: such a commit is in the way. */
export type BlockedReason = "tests" | "bad-commit" | "locked";

export type Selection =
  | { action: "idle" }
  /** Deploy the first `count` commits; `sha` is the last of them. */
  | { action: "deploy"; sha: string; count: number; pace: Pace }
  | { action: "wait"; pace: Pace }
  | { action: "blocked"; reason: BlockedReason; pace: Pace };

/**
 * Chooses the commit to deploy next: one with passed tests, as few commits as the time goal allows, never more than
 * `maxCommits`, never past a bad commit that is not undone, never to or past a locked one. Commits without passed tests ride along with it.
 */
export function selectCommits({ queue, policy, now }: SelectionInput): Selection {
  if (queue.length === 0) return { action: "idle" };
  const pace = paceQueue({ queue, policy, now });
  const reach = queue.slice(0, policy.maxCommits);
  const holds = findHolds(reach);
  const isCandidate = (commit: QueuedCommit, index: number) => commit.tests === "passed" && holds[index] === null;

  const wanted = reach.findIndex((commit, index) => index + 1 >= pace.want && isCandidate(commit, index));
  const target = wanted >= 0 ? wanted : reach.findLastIndex(isCandidate);
  const commit = reach[target];
  if (commit) return { action: "deploy", sha: commit.sha, count: target + 1, pace };

  const standing = holds.find((hold) => hold !== null && hold.revert === null);
  if (standing) return { action: "blocked", reason: standing.by === "lock" ? "locked" : "bad-commit", pace };
  const mayStillPass = reach.some((each) => each.tests === "pending" || each.tests === "running");
  if (mayStillPass || queue.length < policy.maxCommits) return { action: "wait", pace };
  return { action: "blocked", reason: "tests", pace };
}

/**
 * Every commit asks for as many commits per rollout as it takes to be live within its goal, given how many rollouts
 * still fit; the largest demand wins, up to the cap. `queue` is not empty.
 */
function paceQueue({ queue, policy, now }: SelectionInput): Pace {
  let largest = 0;
  let pace: Pace = { want: 0, position: 0, leftSeconds: 0, rollouts: 1 };
  queue.forEach((commit, index) => {
    const leftSeconds = commit.landedAt + policy.goalSeconds - now;
    const rollouts = Math.max(1, Math.floor(leftSeconds / policy.rolloutSeconds));
    const perRollout = Math.ceil((index + 1) / rollouts);
    if (perRollout <= largest) return;
    largest = perRollout;
    pace = { want: Math.min(policy.maxCommits, perRollout), position: index + 1, leftSeconds, rollouts };
  });
  return pace;
}
