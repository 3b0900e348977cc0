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
/** A bad commit that went live unnoticed is reverted then, seconds after its landing. */
const slippedAfterSeconds = 45;
const longestQuietWaitSeconds = 120;
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
  const suspects = suspectsOf(memory, rollout);
  const open = suspects.filter((sha) => !memory.bad.some((bad) => bad.sha === sha && bad.revertedBy));
  const newest = open.at(-1);
  if (newest && haltedFor >= revertAfterSeconds) return { act: "revert", sha: newest };
  if (!newest && haltedFor >= patienceSeconds) return { act: "resume", markBad: suspects };
  return null;
}

/** The commits of a stopped rollout that the demo knows to be bad; all of them when a canary failed without a known one. */
function suspectsOf(memory: Memory, rollout: SeenRollout): string[] {
  const known = rollout.commits.filter((sha) => memory.bad.some((bad) => bad.sha === sha));
  if (known.length > 0 || !rollout.canaryFailed) return known;
  return rollout.commits;
}

function resolveHeld(memory: Memory, seen: Seen, tempo: Tempo): Act | null {
  const { doing } = seen;
  if (doing?.state !== "held" || memory.held?.rollout !== doing.number) return null;
  if (seen.now - memory.held.since < (patienceSeconds * 1000) / tempo.speed) return null;
  const known = doing.commits.some((sha) => memory.bad.some((bad) => bad.sha === sha && !bad.revertedBy));
  return { act: "resolve", rollout: doing.number, action: known ? "fail" : "continue" };
}

function revertSlipped(memory: Memory, seen: Seen, tempo: Tempo): Act | null {
  if (seen.halted) return null;
  const slipped = memory.bad.find(
    ({ sha, revertedBy, landedAt }) =>
      !revertedBy &&
      !seen.queue.includes(sha) &&
      !seen.doing?.commits.includes(sha) &&
      seen.now - landedAt > (slippedAfterSeconds * 1000) / tempo.speed,
  );
  return slipped ? { act: "revert", sha: slipped.sha } : null;
}

function land(memory: Memory, seen: Seen, tempo: Tempo): Act {
  if (!tempo.landing || seen.queue.length > backlogLimit) return { act: "wait" };
  const planned = planLanding(memory.seed, memory.landings);
  const sinceLast = ((seen.now - memory.lastLandingAt) / 1000) * tempo.speed;
  if (sinceLast < planned.pause) return { act: "wait" };
  if (planned.afterQuiet && !isQuiet(seen) && sinceLast < longestQuietWaitSeconds) return { act: "wait" };
  if (memory.redTrunk) return { act: "land", kind: "fix" };
  const outstanding = memory.bad.find((bad) => !bad.revertedBy);
  if (outstanding) {
    // With its revert it must still fit into one rollout of three commits.
    return outstanding.followers < 1 ? { act: "land", kind: "normal" } : { act: "wait" };
  }
  return { act: "land", kind: downgrade(planned.kind, seen) };
}

function isQuiet(seen: Seen): boolean {
  return seen.doing === null && seen.queue.length === 0 && seen.halted === null;
}

/** A commit that makes trouble lands only on a short queue: otherwise it and its repair do not fit into one rollout. */
function downgrade(kind: LandingKind, seen: Seen): LandingKind {
  const troubled = seen.halted !== null || seen.queue.length > 0;
  return kind === "fix" || (troubled && kind !== "normal") ? "normal" : kind;
}
