import type { RolloutState } from "./states";
import { transition } from "./transitions";

/** What a sentence about a rollout needs to know. */
export type RolloutFacts = {
  state: RolloutState;
  /** Name of the current stage; null when the rollout has none. */
  stage: string | null;
  stageHosts: { succeeded: number; total: number };
  /** Numbers of the current stage are judged before it passes. */
  isWatched: boolean;
  /** It has passed the current stage, but that rollout is still in the next one; null = it waits for none. */
  waitsFor: { number: number; stage: string } | null;
  failureReason: string | null;
  holdReason: string | null;
  abortedBy: string | null;
  /** What a person has been asked, as a sentence; null = nothing. */
  question: string | null;
};

/** The state of a rollout and its reason, as one sentence. */
export function describeRollout(facts: RolloutFacts): string {
  if (facts.abortedBy !== null && transition(facts.state, "abortRequested") !== null) {
    return `Abort asked for${by(facts.abortedBy)}: no new host starts, and a worker stops what runs.`;
  }
  return sentences[facts.state](facts);
}

const sentences = {
  proposed: ({ question }) => `Proposed: ${question ?? "waits for a person to approve it."}`,
  pending: ({ question }) => question ?? "About to start.",
  deploying: ({ stage, stageHosts }) =>
    `Deploying to ${stage ?? "its hosts"}: ${stageHosts.succeeded} of ${countHosts(stageHosts.total)} done.`,
  baking: describeBaking,
  held: ({ holdReason }) => `Needs you: ${holdReason ?? "the numbers allow no verdict."}`,
  failing: ({ failureReason }) =>
    `${endSentence(describeFailure("Failing", failureReason))} Hosts in mid-deploy are waited for.`,
  aborting: ({ abortedBy }) => `Aborting${by(abortedBy)}: no new host starts, running commands are being stopped.`,
  succeeded: () => "Done: every stage passed.",
  failed: ({ failureReason }) => describeFailure("Failed", failureReason),
  aborted: ({ abortedBy }) => `Aborted${by(abortedBy)}.`,
  discarded: ({ failureReason }) =>
    failureReason ? `Never started. ${beginSentence(failureReason)}` : "Never started.",
} as const satisfies Record<RolloutState, (facts: RolloutFacts) => string>;

function describeBaking({ stage, isWatched, waitsFor }: RolloutFacts): string {
  const here = stage ?? "the stage";
  if (waitsFor) return `${beginSentence(here)} passed; waits for #${waitsFor.number} to leave ${waitsFor.stage}.`;
  return isWatched ? `Watching ${here} before going on.` : `Letting ${here} run for a while before going on.`;
}

/**
 * "Failed" and why, under whatever name it fails: a verdict that says "Failed at 10 s: …" itself is not said twice.
 * @param subject how the sentence begins, e.g. "Failed" or "Rollout #4 failed"
 */
export function describeFailure(subject: string, reason: string | null): string {
  const told = /^Failed( at [^:]+)?: /.exec(reason ?? "");
  if (!reason || !told) return `${subject}: ${reason ?? "no reason was recorded."}`;
  return `${subject}${told[1] ?? ""}: ${reason.slice(told[0].length)}`;
}

/** People end their reasons as they like. */
function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function by(name: string | null): string {
  return name ? ` by ${name}` : "";
}

function countHosts(count: number): string {
  return count === 1 ? "1 host" : `${count} hosts`;
}

/** A name that begins a sentence may be written small. */
function beginSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
