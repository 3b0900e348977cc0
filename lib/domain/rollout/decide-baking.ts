import { settleInconclusive } from "../canary/settle-inconclusive";
import type { NextStep } from "./next-step";
import { passStage } from "./pass-stage";
import { type RolloutSnapshot, reachedStages, type StageSnapshot, type VerdictSnapshot } from "./snapshot";

type Watched = StageSnapshot & { bake: NonNullable<StageSnapshot["bake"]>; deployedAt: number; bakeUntil: number };

/** What happens next to a stage whose hosts are deployed. */
export function decideBaking(rollout: RolloutSnapshot, stage: StageSnapshot, now: number): NextStep {
  // A restored backup: whether the hosts still run what is watched, they say first.
  if (reachedStages(rollout).some(({ unknownOpen }) => unknownOpen > 0)) return { step: "probe-hosts" };
  // A person wants a host tried again: it is deployed, and then all of them are watched.
  if (reachedStages(rollout).some(({ hosts }) => hosts.queued > 0)) {
    return { step: "apply", event: "stageReopened", reason: null };
  }
  // A stage without hosts, as the rest of a fleet of one is, has nothing to watch.
  if (!isWatched(stage) || stage.hosts.total === 0) return passStage(rollout);
  if (!stage.bake.analysis) {
    return now < stage.bakeUntil ? { step: "wait", until: stage.bakeUntil } : passStage(rollout);
  }
  const { verdict } = stage;
  if (verdict?.verdict === "fail" && rollout.canaryMode === "enforce") {
    return { step: "apply", event: "stageRejected", reason: verdict.why };
  }
  if (verdict?.verdict === "fail" && rollout.canaryMode === "warn" && !stage.isWarned) return warn(verdict.why);
  if (now < stage.bakeUntil) {
    // The first look only notes where each log ends, so it is taken at once.
    const due = stage.sampledAt === null ? stage.deployedAt : stage.sampledAt + stage.bake.poll * 1000;
    return now >= due ? { step: "look-at-canary" } : { step: "wait", until: Math.min(due, stage.bakeUntil) };
  }
  // The end of the bake is judged by a look taken after it. It is the last one, however long the next stage is taken:
  // rules judged again and again by what they count would fail a good build in the end.
  if (!verdict || verdict.at < stage.bakeUntil) return { step: "look-at-canary" };
  if (verdict.verdict !== "inconclusive" || rollout.canaryMode === "observe") {
    return passStage(rollout);
  }

  const longest = stage.deployedAt + stage.bake.extendTo * 1000;
  if (stage.bakeUntil < longest) {
    return { step: "extend-bake", until: Math.min(stage.bakeUntil + stage.bake.for * 1000, longest) };
  }
  return rollout.canaryMode === "warn" ? warnOnce(rollout, stage, verdict.why) : settle(rollout, verdict);
}

function isWatched(stage: StageSnapshot): stage is Watched {
  return stage.bake !== null && stage.bakeUntil !== null && stage.deployedAt !== null;
}

function warnOnce(rollout: RolloutSnapshot, stage: StageSnapshot, why: string): NextStep {
  return stage.isWarned ? passStage(rollout) : warn(why);
}

function warn(why: string): NextStep {
  return { step: "apply", event: "canaryWarned", reason: `The rollout goes on, as the mode is warn. ${why}` };
}

/** The longest bake has brought no verdict: what the project file says about that. */
function settle(rollout: RolloutSnapshot, verdict: VerdictSnapshot): NextStep {
  const { outcome, why } = settleInconclusive(rollout.onInconclusive, verdict);
  if (outcome === "proceed") return passStage(rollout, why);
  return { step: "apply", event: outcome === "fail" ? "stageRejected" : "verdictInconclusive", reason: why };
}
