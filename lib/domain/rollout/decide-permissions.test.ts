import { expect, test } from "vitest";
import { decidePermissions } from "./decide-permissions";
import { isFinal, type RolloutState, rolloutStates } from "./states";
import { transition } from "./transitions";

const rollout = (state: RolloutState) => ({
  state,
  abortRequestedBy: null,
  question: null,
  watched: null,
  number: 7,
  newestOnHosts: 7,
});

test.each(rolloutStates)("%s offers exactly what its transitions allow", (state) => {
  const { abort, resolveHold } = decidePermissions(rollout(state));
  expect(abort.ok).toBe(transition(state, "abortRequested") !== null);
  expect(resolveHold.ok).toBe(transition(state, "resumed") !== null);
  expect(abort.reason === null).toBe(abort.ok);
});

test.each(rolloutStates)("%s offers nothing once somebody aborted it", (state) => {
  const { abort, resolveHold } = decidePermissions({ ...rollout(state), abortRequestedBy: "ana" });
  expect([abort.ok, resolveHold.ok]).toEqual([false, false]);
});

test("a hold that asks whether to continue is answered, not resolved", () => {
  const { abort, resolveHold } = decidePermissions({ ...rollout("held"), question: "continue" });
  expect(abort.ok).toBe(true);
  expect(resolveHold).toEqual({ ok: false, reason: expect.stringContaining("waits for a yes or a no") });
});

test.each(rolloutStates)("%s can be rolled back when it has ended and came last", (state) => {
  expect(decidePermissions(rollout(state)).rollBack.ok).toBe(isFinal(state));
});

test.each([
  [8, "Rollout #8 came after it."],
  [6, "It has left nothing on the fleet that could be taken back."],
  [null, "It has left nothing on the fleet that could be taken back."],
])("with #%s the newest on the fleet, #7 cannot be rolled back: %s", (newestOnHosts, reason) => {
  expect(decidePermissions({ ...rollout("succeeded"), newestOnHosts }).rollBack).toEqual({ ok: false, reason });
});

const watched = { bake: { for: 300, extendTo: 900 }, deployedAt: 0, bakeUntil: 360_000 };

test("while its numbers are watched the stage can be stopped early, and watched longer by what its policy says", () => {
  const { stopCanary, extendCanary } = decidePermissions({ ...rollout("baking"), watched });
  expect(stopCanary).toEqual({ ok: true, reason: null });
  expect(extendCanary).toEqual({ ok: true, reason: null, seconds: [300, 600, 900] });
});

test.each([
  ["somebody aborted it", { state: "baking", abortRequestedBy: "ana", watched }, "ana has aborted it."],
  ["it is only given time", { state: "baking" }, "No numbers are being watched."],
  ["it has gone on", { state: "deploying" }, "It is deploying."],
  ["it has ended", { state: "failed" }, "It has ended: failed."],
] as const)("neither when %s", (_when, facts, reason) => {
  const { stopCanary, extendCanary } = decidePermissions({ ...rollout(facts.state), ...facts });
  expect([stopCanary, extendCanary]).toEqual([
    { ok: false, reason },
    { ok: false, reason, seconds: [] },
  ]);
});

test("who has had it watched for a day can only stop it", () => {
  const { stopCanary, extendCanary } = decidePermissions({
    ...rollout("baking"),
    watched: { ...watched, bakeUntil: 24 * 3_600_000 },
  });
  expect(stopCanary.ok).toBe(true);
  expect(extendCanary).toMatchObject({ ok: false, reason: "It is watched for as long as a stage may be." });
});
