import { expect, test } from "vitest";
import { deriveStageState, type StageState } from "./derive-stage-state";
import type { RolloutState } from "./states";

const cases: [state: RolloutState, stages: StageState[]][] = [
  ["pending", ["passed", "waiting", "waiting"]],
  ["deploying", ["passed", "deploying", "waiting"]],
  ["baking", ["passed", "baking", "waiting"]],
  ["held", ["passed", "held", "waiting"]],
  ["aborting", ["passed", "stopped", "waiting"]],
  ["failed", ["passed", "stopped", "waiting"]],
];

test.each(cases)("in the second of three stages, %s -> %j", (state, stages) => {
  expect([0, 1, 2].map((index) => deriveStageState({ state, stageIndex: 1 }, index))).toEqual(stages);
});

test("a succeeded rollout has passed its last stage", () => {
  expect(deriveStageState({ state: "succeeded", stageIndex: 2 }, 2)).toBe("passed");
});
