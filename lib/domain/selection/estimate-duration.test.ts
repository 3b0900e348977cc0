import { describe, expect, test } from "vitest";
import { estimateDuration } from "./estimate-duration";

const adaptive = { rolloutSeconds: 600, adaptive: true };

describe("estimateDuration", () => {
  const cases: [name: string, durations: number[], policy: typeof adaptive, expected: [number, string]][] = [
    ["no rollout yet -> the configured value", [], adaptive, [600, "configured"]],
    ["4 rollouts -> not enough to go by", [60, 60, 60, 60], adaptive, [600, "configured"]],
    ["5 rollouts -> their median", [300, 100, 9000, 200, 250], adaptive, [250, "median"]],
    ["an even number -> between the two in the middle", [100, 200, 300, 400, 500, 600], adaptive, [350, "median"]],
    [
      "only the newest 10 count",
      [...Array<number>(10).fill(100), ...Array<number>(90).fill(900)],
      adaptive,
      [100, "median"],
    ],
    [
      "adaptive off -> the configured value",
      Array<number>(10).fill(100),
      { ...adaptive, adaptive: false },
      [600, "configured"],
    ],
    ["rollouts of no time at all -> never 0", [0, 0, 0, 0, 0], adaptive, [1, "median"]],
  ];
  test.each(cases)("%s", (_name, durations, policy, [seconds, basis]) => {
    expect(estimateDuration(durations, policy)).toMatchObject({ seconds, basis });
  });

  test("the slowest is one of those the estimate rests on", () => {
    expect(estimateDuration([300, 100, 900, 200, 250], adaptive).slowest).toBe(900);
    expect(estimateDuration([...Array<number>(10).fill(100), 900], adaptive).slowest).toBe(100);
    expect(estimateDuration([60, 900], adaptive).slowest).toBe(600);
  });
});
