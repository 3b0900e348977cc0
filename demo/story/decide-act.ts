import { planLanding } from "./opening";
import type { LandingKind, Memory, Seen, SeenRollout } from "./types";

export type Act =
  | { act: "land"; kind: LandingKind }
  | { act: "revert"; sha: string }
  | { act: "resume"; markBad: string[] }
  | { act: "resolve"; rollout: number; action: "continue" | "fail" }
  | { act: "wait" };

export type Tempo = {
  /** How many times faster than normal. */
  speed: number;
  /** False = nothing new lands any more. */
  landing: boolean;
};

/** Time a person has to resolve something before the demo does, seconds. */
export const patienceSeconds = 60;
const revertAfterSeconds = 12;
/** A bad commit that went live unnoticed, or that people forgot to revert, is reverted then, seconds after its landing. */
const slippedAfterSeconds = 45;
const longestQuietWaitSeconds = 120;
/** Time a troublesome commit waits for an empty queue before a normal one lands in its place. */
const longestTroubleWaitSeconds = 90;
/** The product's cap: a bad commit and its revert can only go live together. */
const commitsPerRollout = 3;
/** The trunk waits while more commits than this are not live yet. */
const backlogLimit = 6;

/** The next thing the demo does: people's work on the trunk, and what a person would do about a halt. */
export function decideAct(memory: Memory, seen: Seen, tempo: Tempo): Act {
  return (
    resolveHalt(memory, seen, tempo) ??
    resolveHeld(memory, seen, tempo) ??
    revertSlipped(memory, seen, tempo) ??
    land(memory, seen, tempo)
  );
}

function resolveHalt(memory: Memory, seen: Seen, tempo: Tempo): Act | null {
  const rollout = seen.halted?.rollout;
  if (!seen.halted || !rollout) return null;
  const haltedFor = ((seen.now - seen.halted.since) / 1000) * tempo.speed;
  const suspects = suspectsOf(memory, seen, rollout);
  const open = suspects.filter((sha) => !memory.bad.some((bad) => bad.sha === sha && bad.revertedBy));
  const newest = open.at(-1);
  if (newest && haltedFor >= revertAfterSeconds) return { act: "revert", sha: newest };
  if (!newest && haltedFor >= patienceSeconds) return { act: "resume", markBad: suspects };
  return null;
}

/**
 * The commits of a stopped rollout that the demo knows to be bad. When a canary failed without a known one, for example
 * because a mistake went live unnoticed, all of them, as long as their reverts fit into one rollout with them.
 */
function suspectsOf(memory: Memory, seen: Seen, rollout: SeenRollout): string[] {
  const known = rollout.commits.filter((sha) => memory.bad.some((bad) => bad.sha === sha));
  if (known.length > 0 || !rollout.canaryFailed) return known;
  return seen.queue.length + rollout.commits.length <= commitsPerRollout ? rollout.commits : [];
}

function resolveHeld(memory: Memory, seen: Seen, tempo: Tempo): Act | null {
  const { doing } = seen;
  if (doing?.state !== "held" || doing.asks || memory.held?.rollout !== doing.number) return null;
  if (seen.now - memory.held.since < (patienceSeconds * 1000) / tempo.speed) return null;
  const known = doing.commits.some((sha) => memory.bad.some((bad) => bad.sha === sha && !bad.revertedBy));
  return { act: "resolve", rollout: doing.number, action: known ? "fail" : "continue" };
}

function revertSlipped(memory: Memory, seen: Seen, tempo: Tempo): Act | null {
  if (seen.halted) return null;
  const slipped = memory.bad.find(
    ({ sha, revertedBy, landedAt }) =>
      !revertedBy &&
      // In the queue with nothing going on it holds everything up: somebody resumed before its revert had landed.
      (!seen.queue.includes(sha) || seen.doing === null) &&
      !seen.doing?.commits.includes(sha) &&
      seen.now - landedAt > (slippedAfterSeconds * 1000) / tempo.speed,
  );
  return slipped ? { act: "revert", sha: slipped.sha } : null;
}

function land(memory: Memory, seen: Seen, tempo: Tempo): Act {
  if (!tempo.landing || seen.queue.length > backlogLimit || isRepairing(memory, seen)) return { act: "wait" };
  const planned = planLanding(memory.seed, memory.landings);
  const sinceLast = ((seen.now - memory.lastLandingAt) / 1000) * tempo.speed;
  if (sinceLast < planned.pause) return { act: "wait" };
  if (planned.afterQuiet && !isQuiet(seen) && sinceLast < longestQuietWaitSeconds) return { act: "wait" };
  if (memory.redTrunk) return { act: "land", kind: "fix" };
  const outstanding = memory.bad.find((bad) => !bad.revertedBy);
  // With its revert a bad commit must still fit into one rollout.
  if (outstanding) return outstanding.followers < 1 ? { act: "land", kind: "normal" } : { act: "wait" };
  if (planned.kind === "normal" || planned.kind === "fix") return { act: "land", kind: "normal" };
  // Trouble lands only on an empty queue: otherwise it and its repair do not fit into one rollout.
  if (seen.halted === null && seen.queue.length === 0) return { act: "land", kind: planned.kind };
  return sinceLast < longestTroubleWaitSeconds ? { act: "wait" } : { act: "land", kind: "normal" };
}

/** A mistake is live and its revert is not: what lands now would only come between the two. */
function isRepairing(memory: Memory, seen: Seen): boolean {
  const open = [...seen.queue, ...(seen.doing?.commits ?? [])];
  return memory.bad.some(({ sha, revertedBy }) => revertedBy && open.includes(revertedBy) && !open.includes(sha));
}

function isQuiet(seen: Seen): boolean {
  return seen.doing === null && seen.queue.length === 0 && seen.halted === null;
}
