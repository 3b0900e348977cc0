import { expect, test } from "vitest";
import { decidePermissions } from "./decide-permissions";
import { rolloutStates } from "./states";
import { transition } from "./transitions";

test.each(rolloutStates)("%s offers exactly what its transitions allow", (state) => {
  const { abort, resolveHold } = decidePermissions({ state, abortRequestedBy: null });
  expect(abort.ok).toBe(transition(state, "abortRequested") !== null);
  expect(resolveHold.ok).toBe(transition(state, "resumed") !== null);
  expect(abort.reason === null).toBe(abort.ok);
});

test.each(rolloutStates)("%s offers nothing once somebody aborted it", (state) => {
  const { abort, resolveHold } = decidePermissions({ state, abortRequestedBy: "ana" });
  expect([abort.ok, resolveHold.ok]).toEqual([false, false]);
});
