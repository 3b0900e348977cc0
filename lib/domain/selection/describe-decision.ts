import { shortSha } from "../commit/short-sha";
import { describeMoment } from "../describe-moment";
import type { Freeze } from "../freeze/describe-freeze";
import type { Gate } from "./gates";
import type { Selection } from "./select-commits";

export type DecisionFacts = {
  selection: Selection;
  /** Why the selection came out as it did. */
  why: string;
  gates: readonly Gate[];
  freeze: Freeze | null;
  /** Epoch milliseconds. */
  now: number;
};

/** What the automation would do now and what keeps it from it, as one sentence. A freeze is told before all else. */
export function describeDecision({ selection, why, gates, freeze, now }: DecisionFacts): string {
  if (selection.action !== "deploy") return why;
  if (freeze !== null) {
    const until = describeMoment(freeze.expiresAt, { now });
    return `Would deploy ${shortSha(selection.sha)} but frozen until ${until} by ${freeze.by}: ${why}`;
  }
  const closed = gates.find((gate) => !gate.open);
  return closed ? `${why}; but: ${closed.text}` : why;
}
