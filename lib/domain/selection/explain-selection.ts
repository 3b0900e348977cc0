import { shortSha } from "../commit/short-sha";
import { describeDuration } from "../describe-duration";
import { findHolds, type Hold } from "./find-holds";
import type { QueuedCommit } from "./queued-commit";
import type { BlockedReason, Pace, Selection, SelectionInput } from "./select-commits";

/** Why a selection came out as it did: one sentence, and its arithmetic line by line. */
export type SelectionReasons = { why: string; how: string[] };

/** @param selection what `selectCommits` answered to the same `input` */
export function explainSelection(input: SelectionInput, selection: Selection): SelectionReasons {
  return {
    why: describeOutcome(input, selection),
    how: selection.action === "idle" ? [] : listArithmetic(input, selection),
  };
}

function describeOutcome(input: SelectionInput, selection: Selection): string {
  switch (selection.action) {
    case "idle":
      return "Nothing to do: no commit waits";
    case "deploy":
      return describeDeploy(input, selection);
    case "wait":
      return describeWait(input);
    case "blocked":
      return blockedSentences[selection.reason](input);
  }
}

const blockedSentences = {
  tests: ({ policy }) =>
    `Blocked: none of the first ${countCommits(policy.maxCommits)} has passed tests, a person decides`,
  "bad-commit": describeBadCommit,
  locked: ({ queue, policy }) => {
    const locked = queue.slice(0, policy.maxCommits).find((commit) => commit.locked);
    return `Blocked: ${shortSha(locked?.sha ?? "")} is locked, a person unlocks it`;
  },
} as const satisfies Record<BlockedReason, (input: SelectionInput) => string>;

function describeDeploy({ queue, policy }: SelectionInput, { count, pace }: Selection & { action: "deploy" }): string {
  const share = `${count} of ${queue.length} waiting ${queue.length === 1 ? "commit" : "commits"}`;
  return `${share}: ${describePace(pace)}, at most ${policy.maxCommits} at once${describeDetour(count, pace.want)}`;
}

/** "the oldest has 11 min left, which is one rollout" */
function describePace({ position, leftSeconds, rollouts }: Pace): string {
  const who = position === 1 ? "the oldest" : `commit ${position}`;
  const room = rollouts === 1 ? "one rollout" : `${rollouts} rollouts`;
  if (leftSeconds < 0) return `${who} is ${describeDuration(-leftSeconds)} past its time goal, which leaves ${room}`;
  return `${who} has ${describeDuration(leftSeconds)} left, which is ${room}`;
}

function describeDetour(count: number, want: number): string {
  if (count > want) return `, and commit ${count} is the first with passed tests from commit ${want} on`;
  if (count < want) return `, and commit ${count} is the last with passed tests before commit ${want}`;
  return "";
}

function describeWait({ queue, policy, isNeverTested }: SelectionInput): string {
  if (isNeverTested) {
    return "Waiting for tests that nobody reports: connect a CI in the settings, or let Sauron run them (tests.run)";
  }
  const reach = queue.slice(0, policy.maxCommits);
  const next = reach.find((commit) => commit.tests === "running") ?? reach.find((commit) => commit.tests === "pending");
  if (next) return `Waiting for the tests of ${shortSha(next.sha)}: no commit that could go has passed yet`;
  return `Waiting for a commit with passed tests: ${countCommits(reach.length)} without one so far, up to ${policy.maxCommits - 1} may ride along`;
}

function describeBadCommit({ queue, policy }: SelectionInput): string {
  const reach = queue.slice(0, policy.maxCommits);
  const hold = findHolds(reach).find((each) => each !== null && each.revert === null);
  const bad = hold && reach[hold.commit];
  if (!bad) return "Blocked: a commit is marked bad";
  const revert = queue.findIndex((commit) => commit.sha === bad.revertedBy) + 1;
  if (revert > policy.maxCommits) {
    return `Blocked: ${shortSha(bad.sha)} is bad and its revert is commit ${revert}, beyond the cap of ${policy.maxCommits}, a person decides`;
  }
  return `Blocked: ${shortSha(bad.sha)} is marked bad and no revert of it has landed`;
}

function listArithmetic(
  { queue, policy }: SelectionInput,
  selection: Exclude<Selection, { action: "idle" }>,
): string[] {
  const { pace } = selection;
  const perRollout = Math.ceil(pace.position / pace.rollouts);
  const pacing = [
    `Time goal ${describeDuration(policy.goalSeconds)}, a rollout takes about ${describeDuration(policy.rolloutSeconds)}, at most ${countCommits(policy.maxCommits)} a rollout`,
    `Commit ${pace.position} of ${queue.length} sets the pace: ${describePace(pace)}`,
    `${pace.position} ÷ ${pace.rollouts}, rounded up, is ${perRollout} per rollout${perRollout > pace.want ? `, capped at ${pace.want}` : ""}`,
  ];
  const reach = queue.slice(0, policy.maxCommits);
  const holds = findHolds(reach);
  const positions = reach
    .slice(0, 10)
    .map(
      (commit, index) =>
        `Commit ${index + 1} (${shortSha(commit.sha)}): ${describeCandidacy(commit, holds[index] ?? null)}`,
    );
  if (reach.length > positions.length) positions.push(`… and ${reach.length - positions.length} more within the cap`);
  return [...pacing, ...positions, describeTarget(selection)];
}

function describeCandidacy(commit: QueuedCommit, hold: Hold | null): string {
  if (commit.locked) return "locked";
  if (commit.bad) return "marked bad";
  if (hold) return hold.by === "lock" ? "held by a locked commit before it" : "held by a bad commit before it";
  return commit.tests === "passed" ? "passed, can be the target" : `tests ${commit.tests}, can only ride along`;
}

function describeTarget(selection: Exclude<Selection, { action: "idle" }>): string {
  const { want } = selection.pace;
  if (selection.action !== "deploy") return "No commit can be the target";
  if (selection.count >= want) return `Commit ${selection.count} is the first that can be the target from ${want} on`;
  return `None from ${want} on can be the target; commit ${selection.count} is the last before it`;
}

function countCommits(count: number): string {
  return count === 1 ? "1 commit" : `${count} commits`;
}
