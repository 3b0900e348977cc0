import { rolloutStateSentences, rolloutStates } from "./states";
import { allowedEvents, transition } from "./transitions";

/** The state machine as a Markdown page; `docs/rollout-states.md` is this text. */
export function renderStates(): string {
  const rows = rolloutStates.map((state) => {
    const moves = allowedEvents(state).map((event) => `${event} → ${transition(state, event)}`);
    return `| ${state} | ${rolloutStateSentences[state]} | ${moves.join("<br>") || "final"} |`;
  });
  return [
    "# The states of a rollout",
    "",
    "Each state finishes the sentence “the rollout is …”. Rendered from `lib/domain/rollout/transitions.ts`;",
    "a test compares the two. What is not in the table cannot happen.",
    "",
    "| state | what it means | event → next state |",
    "| --- | --- | --- |",
    ...rows,
    "",
  ].join("\n");
}
