import { expect, test } from "vitest";
import { forceStopAfterSeconds, refuseForceStop } from "./refuse-force-stop";
import { finalRolloutStates, rolloutStates } from "./states";

const abortRequestedAt = 1_700_000_000_000;
const after = (seconds: number) => abortRequestedAt + seconds * 1000;

test.each([
  ["nobody has aborted it", { state: "deploying", abortRequestedAt: null }, 60, "abort it first"],
  ["it was aborted this moment", { state: "deploying", abortRequestedAt }, 0, "another 5 s"],
  ["it was aborted a little less than 5 s ago", { state: "deploying", abortRequestedAt }, 4.999, "another 1 s"],
  ["it was aborted 5 s ago", { state: "deploying", abortRequestedAt }, forceStopAfterSeconds, null],
  ["a worker obeys, and is heard of no more", { state: "aborting", abortRequestedAt }, 60, null],
  ["it fails by itself", { state: "failing", abortRequestedAt: null }, 60, "ends by itself"],
] as const)("a force-stop when %s", (_when, rollout, seconds, told) => {
  const refusal = refuseForceStop({ number: 7, ...rollout }, after(seconds));
  if (told === null) expect(refusal).toBeNull();
  else expect(refusal).toContain(told);
});

test.each(finalRolloutStates)("one that is %s has ended", (state) => {
  const refusal = refuseForceStop({ number: 7, state, abortRequestedAt }, after(60));
  expect(refusal).toBe(`Rollout #7 has ended already: it is ${state}.`);
});

test("whatever an abort can find it in can be ended", () => {
  const open = rolloutStates.filter(
    (state) => refuseForceStop({ number: 7, state, abortRequestedAt }, after(6)) === null,
  );
  expect(open).toEqual(["proposed", "pending", "deploying", "baking", "held", "aborting"]);
});
