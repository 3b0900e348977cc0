import { isBudgetExceeded } from "./failure-budget";
import { addHostCounts, type RolloutSnapshot, type StageSnapshot } from "./snapshot";
import { isFinal } from "./states";
import type { RolloutEventName } from "./transitions";

/** The one next thing to do for a rollout. */
export type NextStep =
  /** Change the state by this event. */
  | { step: "apply"; event: RolloutEventName; reason: string | null }
  /** Let workers take hosts of the current stage. */
  | { step: "deploy-hosts" }
  /** Ask hosts whose result nobody knows. */
  | { step: "probe-hosts" }
  /** Read the access logs and judge. */
  | { step: "look-at-canary" }
  /** Watch the stage longer, until this time (epoch ms). */
  | { step: "extend-bake"; until: number }
  /** Nothing before `until` (epoch ms; null = until something is heard). */
  | { step: "wait"; until: number | null }
  | { step: "done" };

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
  if (rollout.state === "held") return { step: "wait", until: null };

  const stage = rollout.stages[rollout.stageIndex];
  if (!stage) throw new RangeError(`rollout has no stage ${rollout.stageIndex}`);

  // 4. Too many failed hosts end the rollout, in whichever stage they failed.
  const over = describeExceededBudget(rollout, stage);
  if (over) return { step: "apply", event: "stageRejected", reason: over };

  // 5. Progress.
  return rollout.state === "deploying" ? decideDeploying(stage) : decideBaking(rollout, stage, now);
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

function describeExceededBudget(rollout: RolloutSnapshot, stage: StageSnapshot): string | null {
  const hosts = addHostCounts(rollout.stages.map((each) => each.hosts));
  // An unknown host that no longer answers counts as failed: unknown is not success.
  const failed = hosts.failed + countGivenUp(rollout.stages);
  if (isBudgetExceeded(failed, hosts.total, rollout.failurePercent)) {
    return `${failed} of ${hosts.total} hosts failed to deploy; the limit is ${rollout.failurePercent} %.`;
  }
  const here = stage.hosts;
  const settled = here.queued === 0 && here.running === 0 && stage.unknownOpen === 0;
  if (here.total > 0 && settled && here.succeeded === 0) return `No host of stage ${stage.name} was deployed.`;
  return null;
}

function countGivenUp(stages: StageSnapshot[]): number {
  return stages.reduce((sum, stage) => sum + stage.hosts.unknown - stage.unknownOpen, 0);
}

function decideDeploying(stage: StageSnapshot): NextStep {
  if (stage.unknownOpen > 0) return { step: "probe-hosts" };
  if (stage.hosts.queued > 0) return { step: "deploy-hosts" };
  if (stage.hosts.running > 0) return { step: "wait", until: null };
  return { step: "apply", event: "stageDeployed", reason: null };
}

function decideBaking(rollout: RolloutSnapshot, stage: StageSnapshot, now: number): NextStep {
  // A stage without hosts, as the rest of a fleet of one is, has nothing to watch.
  if (!stage.bake || stage.bakeUntil === null || stage.deployedAt === null || stage.hosts.total === 0) {
    return passStage(rollout);
  }

  const { verdict } = stage;
  if (verdict?.verdict === "fail" && rollout.canaryMode === "enforce") {
    return { step: "apply", event: "stageRejected", reason: verdict.why };
  }
  if (now < stage.bakeUntil) {
    // The first look only notes where each log ends, so it is taken at once.
    const due = stage.sampledAt === null ? stage.deployedAt : stage.sampledAt + stage.bake.poll * 1000;
    return now >= due ? { step: "look-at-canary" } : { step: "wait", until: Math.min(due, stage.bakeUntil) };
  }

  // The end of the bake is judged by a look taken after it.
  if (!verdict || verdict.at < stage.bakeUntil) return { step: "look-at-canary" };
  if (verdict.verdict !== "inconclusive") return passStage(rollout);

  const longest = stage.deployedAt + stage.bake.extendTo * 1000;
  if (stage.bakeUntil < longest) {
    return { step: "extend-bake", until: Math.min(stage.bakeUntil + stage.bake.for * 1000, longest) };
  }
  return { step: "apply", event: "verdictInconclusive", reason: verdict.why };
}

function passStage(rollout: RolloutSnapshot): NextStep {
  const last = rollout.stageIndex === rollout.stages.length - 1;
  const next = rollout.stages[rollout.stageIndex + 1];
  if (rollout.asksToContinue && rollout.stageIndex === 0 && next) {
    const alone = rollout.asksToContinue === "unwatched" ? " while nobody had the page open" : "";
    const reason = `Stage ${rollout.stages[0]?.name} passed${alone}: continue with ${next.name}?`;
    return { step: "apply", event: "questionAsked", reason };
  }
  return { step: "apply", event: last ? "lastStagePassed" : "stagePassed", reason: null };
}
