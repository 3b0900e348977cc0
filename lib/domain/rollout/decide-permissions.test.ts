import { expect, test } from "vitest";
import { decidePermissions } from "./decide-permissions";
import { rolloutStates } from "./states";
import { transition } from "./transitions";

test.each(rolloutStates)("%s offers exactly what its transitions allow", (state) => {
  const { abort, resolveHold } = decidePermissions({ state, abortRequestedBy: null, question: null });
  expect(abort.ok).toBe(transition(state, "abortRequested") !== null);
  expect(resolveHold.ok).toBe(transition(state, "resumed") !== null);
  expect(abort.reason === null).toBe(abort.ok);
});

test.each(rolloutStates)("%s offers nothing once somebody aborted it", (state) => {
  const { abort, resolveHold } = decidePermissions({ state, abortRequestedBy: "ana", question: null });
  expect([abort.ok, resolveHold.ok]).toEqual([false, false]);
});

test("a hold that asks whether to continue is answered, not resolved", () => {
  const { abort, resolveHold } = decidePermissions({ state: "held", abortRequestedBy: null, question: "continue" });
  expect(abort.ok).toBe(true);
  expect(resolveHold).toEqual({ ok: false, reason: expect.stringContaining("waits for a yes or a no") });
});
