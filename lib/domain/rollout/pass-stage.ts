import type { NextStep } from "./next-step";
import type { RolloutSnapshot } from "./snapshot";

/** The current stage has passed: on to the next one, to a person's answer, or to the end. */
export function passStage(rollout: RolloutSnapshot, remark: string | null = null): NextStep {
  const last = rollout.stageIndex === rollout.stages.length - 1;
  const next = rollout.stages[rollout.stageIndex + 1];
  // With pipelining the next stage has room for one rollout; whoever leaves it wakes those behind.
  if (next && rollout.nextStageTakenBy !== null) return { step: "wait", until: null };
  if (rollout.asksToContinue && rollout.stageIndex === 0 && next) {
    const alone = rollout.asksToContinue === "unwatched" ? " while nobody had the page open" : "";
    const question = `Stage ${rollout.stages[0]?.name} passed${alone}: continue with ${next.name}?`;
    return { step: "apply", event: "questionAsked", reason: remark === null ? question : `${remark} ${question}` };
  }
  return { step: "apply", event: last ? "lastStagePassed" : "stagePassed", reason: remark };
}
