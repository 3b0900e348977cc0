/** The states of a rollout. Each finishes the sentence "the rollout is …"; the stage is a column, reasons are data. */
export const rolloutStates = [
  "proposed",
  "pending",
  "deploying",
  "baking",
  "held",
  "failing",
  "aborting",
  "succeeded",
  "failed",
  "aborted",
  "discarded",
] as const;

export type RolloutState = (typeof rolloutStates)[number];

/** What each state means, for a person. */
export const rolloutStateSentences = {
  proposed: "Waits for a person to approve it before anything starts; it expires when what would be deployed changes.",
  pending:
    "Accepted; the first stage starts once the question “start?” is answered, where it is asked, and no freeze is in force.",
  deploying: "Hosts of the current stage are being moved to the new revision.",
  baking: "The hosts of the stage run the new revision; its numbers are being watched, or some time is let pass.",
  held: "A person says how it goes on: the numbers allow no verdict, too many hosts failed where failures are guided, or the question “continue after the canary?” is asked.",
  failing: "It has failed; it ends as soon as no host is in the middle of a deploy.",
  aborting: "A person stopped it; it ends as soon as no host is in the middle of a deploy.",
  succeeded: "Every stage passed.",
  failed: "Sauron stopped it, with the reason given.",
  aborted: "A person stopped it.",
  discarded: "It was never started.",
} as const satisfies Record<RolloutState, string>;

/** The states in plain words: each finishes the sentence "rollout #7 …" for people who have never seen the table. */
export const rolloutStatePhrases = {
  proposed: "waits for a yes",
  pending: "is about to start",
  deploying: "is being deployed",
  baking: "is being watched",
  held: "waits for a decision",
  failing: "is failing",
  aborting: "is being aborted",
  succeeded: "has succeeded",
  failed: "has failed",
  aborted: "was aborted",
  discarded: "was never started",
} as const satisfies Record<RolloutState, string>;

export const finalRolloutStates = [
  "succeeded",
  "failed",
  "aborted",
  "discarded",
] as const satisfies readonly RolloutState[];

export type FinalRolloutState = (typeof finalRolloutStates)[number];

export function isFinal(state: RolloutState): state is FinalRolloutState {
  return (finalRolloutStates as readonly string[]).includes(state);
}
