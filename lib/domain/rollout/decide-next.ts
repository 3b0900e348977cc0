import { decideBaking } from "./decide-baking";
import { describeExceededBudget } from "./exceeded-budget";
import type { NextStep } from "./next-step";
import { addHostCounts, type RolloutSnapshot, reachedStages } from "./snapshot";
import { isFinal } from "./states";

/**
 * Decides what happens next: abort first, budget second, progress last. Pure: the same snapshot at the same time
 * gives the same step, so any worker may ask at any moment, twice or late.
 * @param now epoch milliseconds
 */
export function decideNext(rollout: RolloutSnapshot, now: number): NextStep {
  if (isFinal(rollout.state)) return { step: "done" };

  // 1. A person's wish to stop comes before everything else.
  if (rollout.abortRequested && rollout.state !== "aborting" && rollout.state !== "failing") {
    return { step: "apply", event: "abortRequested", reason: `Aborted by ${rollout.abortBy ?? "somebody"}.` };
  }

  // 2. Whatever is ending ends once no host is in the middle of a deploy.
  if (rollout.state === "aborting" || rollout.state === "failing") return decideEnding(rollout);

  // 3. A person has to speak first.
  if (rollout.state === "proposed" || rollout.state === "pending") return decideBeginning(rollout);
  // What it builds on did not get through.
  if (rollout.failedAhead !== null) return { step: "apply", event: "aheadFailed", reason: rollout.failedAhead };

  const stage = rollout.stages[rollout.stageIndex];
  if (!stage) throw new RangeError(`rollout has no stage ${rollout.stageIndex}`);

  // 4. Too many failed hosts end the rollout, in whichever stage they failed.
  const over = describeExceededBudget(rollout, stage);
  if (rollout.state === "held") return decideHeld(rollout, over);
  if (over) return { step: "apply", event: rollout.guidedFailure ? "budgetExceeded" : "stageRejected", reason: over };

  // 5. Progress.
  return rollout.state === "deploying" ? decideDeploying(rollout) : decideBaking(rollout, stage, now);
}

/** A proposal that is out of date is none; what is accepted starts, unless a freeze holds everything back. */
function decideBeginning(rollout: RolloutSnapshot): NextStep {
  if (rollout.staleBecause !== null) return { step: "apply", event: "expired", reason: rollout.staleBecause };
  if (rollout.state === "proposed" || rollout.question !== null) return { step: "wait", until: null };
  if (rollout.frozenUntil !== null) return { step: "wait", until: rollout.frozenUntil };
  return { step: "apply", event: "started", reason: null };
}

function decideEnding(rollout: RolloutSnapshot): NextStep {
  const hosts = addHostCounts(rollout.stages.map((stage) => stage.hosts));
  const unknownOpen = rollout.stages.reduce((sum, stage) => sum + stage.unknownOpen, 0);
  if (unknownOpen > 0) return { step: "probe-hosts" };
  if (hosts.running > 0) return { step: "wait", until: null };
  return { step: "apply", event: "hostsIdle", reason: null };
}

/** A person decides; when it was about failed hosts, by what she has decided about each of them. */
function decideHeld(rollout: RolloutSnapshot, over: string | null): NextStep {
  if (rollout.question !== "failures") return { step: "wait", until: null };
  if (over === null) return { step: "apply", event: "failuresResolved", reason: null };
  const isOpen = reachedStages(rollout).some((stage) => stage.unknownOpen > 0);
  return isOpen ? { step: "probe-hosts" } : { step: "wait", until: null };
}

function decideDeploying(rollout: RolloutSnapshot): NextStep {
  const reached = reachedStages(rollout);
  if (reached.some((stage) => stage.unknownOpen > 0)) return { step: "probe-hosts" };
  const waiting = reached.find((stage) => stage.hosts.queued > 0);
  if (waiting) return { step: "deploy-hosts", stage: waiting.index };
  if (reached.some((stage) => stage.hosts.running > 0)) return { step: "wait", until: null };
  return { step: "apply", event: "stageDeployed", reason: null };
}
