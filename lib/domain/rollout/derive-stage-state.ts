import type { RolloutState } from "./states";

export type StageState = "waiting" | "deploying" | "baking" | "held" | "passed" | "stopped";

/** What the current stage is doing while its rollout is in a state. */
const stateOfCurrentStage = {
  proposed: "waiting",
  pending: "waiting",
  deploying: "deploying",
  baking: "baking",
  held: "held",
  failing: "stopped",
  aborting: "stopped",
  succeeded: "passed",
  failed: "stopped",
  aborted: "stopped",
  discarded: "stopped",
} as const satisfies Record<RolloutState, StageState>;

/** Where the stage at `index` stands, from the rollout's state and current stage. */
export function deriveStageState(rollout: { state: RolloutState; stageIndex: number }, index: number): StageState {
  if (index < rollout.stageIndex) return "passed";
  if (index > rollout.stageIndex) return "waiting";
  return stateOfCurrentStage[rollout.state];
}
