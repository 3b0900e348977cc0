import { expect, test } from "vitest";
import { decidePermissions } from "./decide-permissions";
import { isFinal, type RolloutState, rolloutStates } from "./states";
import { transition } from "./transitions";

const rollout = (state: RolloutState) => ({
  state,
  abortRequestedBy: null,
  question: null,
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
