import { describeDuration } from "../describe-duration";
import { findHolds } from "./find-holds";
import type { QueuedCommit } from "./queued-commit";
import type { Selection, SelectionInput } from "./select-commits";

/** A rollout of the backlog that a person may start: up to `sha`, which are `count` commits, and why it is offered. */
export type BacklogOffer = { text: string; sha: string; count: number };

/**
 * Whether a person is needed to get the backlog out: the selection is blocked, or the time goal cannot be met with the
 * most commits the automation takes at a time. Null when it is not, or no later commit could be the target.
 * @param why the sentence of the selection
 */
export function offerBacklog(input: SelectionInput, selection: Selection, why: string): BacklogOffer | null {
  const text = selection.action === "blocked" ? why : describeShortage(input, selection);
  const target = findNewestCandidate(input.queue);
  const commit = input.queue[target];
  const taken = selection.action === "deploy" ? selection.count : 0;
  if (text === null || !commit || target + 1 <= taken) return null;
  return { text, sha: commit.sha, count: target + 1 };
}

/** Position (from 0) of the newest commit with passed tests that no bad or locked commit keeps back; -1 = there is none. */
export function findNewestCandidate(queue: readonly QueuedCommit[]): number {
  const holds = findHolds(queue);
  return queue.findLastIndex((commit, position) => commit.tests === "passed" && holds[position] === null);
}

function describeShortage({ queue, policy }: SelectionInput, selection: Selection): string | null {
  if (selection.action === "idle") return null;
  const { position, rollouts } = selection.pace;
  const wanted = Math.ceil(position / rollouts);
  if (wanted <= policy.maxCommits) return null;
  const goal = `the time goal of ${describeDuration(policy.goalSeconds)}`;
  return `${queue.length} commits wait: to meet ${goal} a rollout would have to take ${wanted}, and the automation takes ${policy.maxCommits} at most`;
}
