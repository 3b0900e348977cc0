import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isFinal, type RolloutState, rolloutStates } from "./states";
import { type RolloutEventName, rolloutEvents, transition } from "./transitions";

/** Written out once more by hand, so that a slip in the table is seen: "state event" -> next state. */
const moves: Record<string, RolloutState> = {
  "proposed approved": "pending",
  "proposed declined": "discarded",
  "proposed expired": "discarded",
  "proposed abortRequested": "discarded",
  "pending started": "deploying",
  "pending declined": "discarded",
  "pending expired": "discarded",
  "pending abortRequested": "aborting",
  "deploying stageDeployed": "baking",
  "deploying hostRetried": "deploying",
  "deploying hostSkipped": "deploying",
  "deploying budgetExceeded": "held",
  "deploying aheadFailed": "failing",
  "deploying stageRejected": "failing",
  "deploying abortRequested": "aborting",
  "baking stagePassed": "deploying",
  "baking lastStagePassed": "succeeded",
  "baking canaryWarned": "baking",
  "baking extended": "baking",
  "baking hostRetried": "baking",
  "baking hostSkipped": "baking",
  "baking stageReopened": "deploying",
  "baking budgetExceeded": "held",
  "baking verdictInconclusive": "held",
  "baking questionAsked": "held",
  "baking aheadFailed": "failing",
  "baking stageRejected": "failing",
  "baking abortRequested": "aborting",
  "held confirmed": "deploying",
  "held resumed": "baking",
  "held overridden": "deploying",
  "held lastStageOverridden": "succeeded",
  "held hostRetried": "held",
  "held hostSkipped": "held",
  "held failuresResolved": "deploying",
  "held aheadFailed": "failing",
  "held stageRejected": "failing",
  "held abortRequested": "aborting",
  "failing hostsIdle": "failed",
  "aborting hostsIdle": "aborted",
};

describe("every state × event", () => {
  const pairs = rolloutStates.flatMap((state) => rolloutEvents.map((event) => [state, event] as const));

  test.each(pairs)("%s + %s", (state, event) => {
    expect(transition(state, event)).toBe(moves[`${state} ${event}`] ?? null);
  });
});

describe("the machine as a whole", () => {
  test("a final state takes no event", () => {
    for (const state of rolloutStates.filter(isFinal)) {
      expect(rolloutEvents.map((event) => transition(state, event))).toEqual(rolloutEvents.map(() => null));
    }
  });

  test("failed and aborted each have one door, and it needs idle hosts", () => {
    const doors = (to: RolloutState) =>
      rolloutStates.flatMap((state) =>
        rolloutEvents.filter((event) => transition(state, event) === to).map((event) => `${state} ${event}`),
      );
    expect(doors("failed")).toEqual(["failing hostsIdle"]);
    expect(doors("aborted")).toEqual(["aborting hostsIdle"]);
  });

  test("only what was never started can be discarded", () => {
    const from = rolloutStates.filter((state) =>
      rolloutEvents.some((event) => transition(state, event) === "discarded"),
    );
    expect(from).toEqual(["proposed", "pending"]);
  });

  test("whatever happens in whatever order, a rollout that has ended stays as it ended", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<RolloutEventName>(...rolloutEvents), { maxLength: 40 }), (events) => {
        let state: RolloutState = "proposed";
        let ended: RolloutState | null = null;
        for (const event of events) {
          state = transition(state, event) ?? state;
          if (ended) expect(state).toBe(ended);
          if (isFinal(state)) ended = state;
        }
      }),
      { numRuns: 2000 },
    );
  });
});
