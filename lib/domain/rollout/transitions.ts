import type { RolloutState } from "./states";

/** Everything that can happen to a rollout. */
export const rolloutEvents = [
  "approved",
  "declined",
  "expired",
  "started",
  "stageDeployed",
  "stagePassed",
  "lastStagePassed",
  "stageRejected",
  "canaryWarned",
  "budgetExceeded",
  "failuresResolved",
  "hostRetried",
  "hostSkipped",
  "stageReopened",
  "aheadFailed",
  "verdictInconclusive",
  "questionAsked",
  "confirmed",
  "resumed",
  "extended",
  "overridden",
  "lastStageOverridden",
  "abortRequested",
  "hostsIdle",
] as const;

export type RolloutEventName = (typeof rolloutEvents)[number];

/**
 * The whole state machine. A pair that is not here cannot happen. `docs/rollout-states.md` is rendered from it.
 * `-ing` states that end a rollout wait for `hostsIdle`, so that a final state never has a host in mid-deploy: a person
 * who forces it does not wait, and leaves those hosts unknown.
 */
export const transitions = {
  proposed: { approved: "pending", declined: "discarded", expired: "discarded", abortRequested: "discarded" },
  pending: { started: "deploying", declined: "discarded", expired: "discarded", abortRequested: "aborting" },
  deploying: {
    stageDeployed: "baking",
    hostRetried: "deploying",
    hostSkipped: "deploying",
    budgetExceeded: "held",
    stageRejected: "failing",
    aheadFailed: "failing",
    abortRequested: "aborting",
  },
  baking: {
    stagePassed: "deploying",
    lastStagePassed: "succeeded",
    canaryWarned: "baking",
    extended: "baking",
    hostRetried: "baking",
    hostSkipped: "baking",
    stageReopened: "deploying",
    budgetExceeded: "held",
    verdictInconclusive: "held",
    questionAsked: "held",
    stageRejected: "failing",
    aheadFailed: "failing",
    abortRequested: "aborting",
  },
  held: {
    confirmed: "deploying",
    resumed: "baking",
    overridden: "deploying",
    lastStageOverridden: "succeeded",
    hostRetried: "held",
    hostSkipped: "held",
    failuresResolved: "deploying",
    stageRejected: "failing",
    aheadFailed: "failing",
    abortRequested: "aborting",
  },
  failing: { hostsIdle: "failed" },
  aborting: { hostsIdle: "aborted" },
  succeeded: {},
  failed: {},
  aborted: {},
  discarded: {},
} as const satisfies Record<RolloutState, Partial<Record<RolloutEventName, RolloutState>>>;

/** The state after `event`, or null when the event means nothing in `from`. */
export function transition(from: RolloutState, event: RolloutEventName): RolloutState | null {
  const row: Partial<Record<RolloutEventName, RolloutState>> = transitions[from];
  return row[event] ?? null;
}

/** The events a rollout in `state` can take; screens offer exactly the buttons that belong to them. */
export function allowedEvents(state: RolloutState): RolloutEventName[] {
  return Object.keys(transitions[state]) as RolloutEventName[];
}
