import { shortSha } from "../commit/short-sha";
import { describeMoment } from "../describe-moment";
import { findHolds, findReverts, type Hold } from "./find-holds";
import type { QueuedCommit } from "./queued-commit";
import type { Selection, SelectionInput } from "./select-commits";

export const queueReasonCodes = [
  "in-next-rollout",
  "rides-along",
  "reverted",
  "marked-bad",
  "held-by-bad-commit",
  "locked",
  "held-by-lock",
  "tests-pending",
  "tests-running",
  "tests-silent",
  "tests-not-passed",
  "behind-next-rollout",
  "behind-blocked",
  "kept-back",
] as const;

export type QueueReasonCode = (typeof queueReasonCodes)[number];

/** Where a waiting commit stands. `deployBy` in epoch seconds. */
export type QueuePlace = {
  sha: string;
  reason: { code: QueueReasonCode; text: string };
  deployBy: number;
  late: boolean;
};

/**
 * Says of every queued commit why it is where it is, in the order of the queue.
 * @param selection what `selectCommits` answered to the same `input`
 */
export function describeQueue({ queue, policy, now }: SelectionInput, selection: Selection): QueuePlace[] {
  const holds = findHolds(queue);
  const reverts = findReverts(queue);
  const nextPassing = findNextPassing(queue, holds);
  return queue.map((commit, position) => {
    const deployBy = commit.landedAt + policy.goalSeconds;
    const scene = {
      queue,
      selection,
      commit,
      position,
      hold: holds[position] ?? null,
      revert: queue[reverts[position] ?? -1] ?? null,
      nextPassing: nextPassing[position] ?? null,
      now,
    };
    const [code, text] = findReason(scene);
    return { sha: commit.sha, reason: { code, text }, deployBy, late: now > deployBy };
  });
}

type Scene = {
  queue: readonly QueuedCommit[];
  selection: Selection;
  commit: QueuedCommit;
  position: number;
  hold: Hold | null;
  /** What undoes this bad commit. */
  revert: QueuedCommit | null;
  nextPassing: QueuedCommit | null;
  /** Epoch seconds. */
  now: number;
};

type Reason = [code: QueueReasonCode, text: string];

export const inNextRollout: Reason = ["in-next-rollout", "In the next rollout"];
export const behindNextRollout: Reason = ["behind-next-rollout", "Tests passed, goes after the next rollout"];

function findReason(scene: Scene): Reason {
  const { selection, commit, position } = scene;
  if (selection.action === "deploy" && position < selection.count) {
    if (commit.tests === "passed" && scene.hold === null) return inNextRollout;
    return ["rides-along", `Rides along with ${shortSha(selection.sha)}`];
  }
  return (scene.hold && findHoldReason(scene, scene.hold)) ?? findTestReason(scene);
}

function findHoldReason(scene: Scene, hold: Hold): Reason {
  if (scene.commit.locked) return ["locked", "Locked: held until a person unlocks it"];
  return hold.by === "lock" ? findLockReason(scene, hold) : findBadReason(scene, hold);
}

function findLockReason({ queue, commit, revert }: Scene, hold: Hold): Reason {
  // To unlock what comes before it would not be enough.
  if (commit.bad && !revert) return ["marked-bad", "Marked bad: held until it is reverted"];
  const locked = shortSha(queue[hold.commit]?.sha ?? "");
  return ["held-by-lock", `Held by locked commit ${locked} until that is unlocked`];
}

function findBadReason({ queue, commit, revert: own }: Scene, hold: Hold): Reason {
  if (own) return ["reverted", `Bad, goes only together with its revert ${shortSha(own.sha)}`];
  if (commit.bad) return ["marked-bad", "Marked bad: held until it is reverted"];
  const revert = hold.revert === null ? null : queue[hold.revert];
  const bad = shortSha(queue[hold.commit]?.sha ?? "");
  if (revert) return ["held-by-bad-commit", `Held by bad commit ${bad}, goes with its revert ${shortSha(revert.sha)}`];
  return ["held-by-bad-commit", `Held by bad commit ${bad} until that is reverted`];
}

function findTestReason({ selection, commit, nextPassing, now }: Scene): Reason {
  if (commit.silent) return ["tests-silent", describeSilence(commit.silent, now)];
  switch (commit.tests) {
    case "pending":
      return ["tests-pending", describeWaiting(commit)];
    case "running":
      return ["tests-running", "Tests are running"];
    case "passed":
      if (selection.action === "deploy") return behindNextRollout;
      return ["behind-blocked", "Tests passed, but the commits before it keep it back"];
    default: {
      const ride = nextPassing ? shortSha(nextPassing.sha) : "a later commit that passes";
      const already = commit.redSince ? `, already red since ${shortSha(commit.redSince)}` : "";
      return ["tests-not-passed", `Tests ${commit.tests}${already}, can only ride along with ${ride}`];
    }
  }
}

function describeSilence({ contexts, since }: NonNullable<QueuedCommit["silent"]>, now: number): string {
  const moment = describeMoment(since * 1000, { now: now * 1000 });
  return `Tests have fallen silent: nothing was heard of ${contexts.join(", ")} since ${moment}`;
}

/** A sender that is not connected, or named otherwise than required, keeps commits waiting until a person sees it. */
function describeWaiting({ unreported }: QueuedCommit): string {
  if (unreported == null) return "Waits for its tests";
  return `Waits for its tests: ${unreported.length === 0 ? "no result" : `nothing from ${unreported.join(", ")}`} has come yet`;
}

/** For every commit the nearest later one that could be a target, found from the end in one pass. */
function findNextPassing(queue: readonly QueuedCommit[], holds: readonly (Hold | null)[]): (QueuedCommit | null)[] {
  let next: QueuedCommit | null = null;
  return queue
    .map((_, index) => queue.length - 1 - index)
    .map((position) => {
      const later = next;
      const commit = queue[position];
      if (commit?.tests === "passed" && holds[position] === null) next = commit;
      return later;
    })
    .reverse();
}
