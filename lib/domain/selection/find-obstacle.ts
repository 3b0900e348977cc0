import type { AutomationMode } from "../automation/modes";
import { type RolloutState, rolloutStatePhrases } from "../rollout/states";
import type { Gate, GateName } from "./gates";

/** What keeps every rollout from starting. */
export type Obstacle = {
  gate: GateName;
  text: string;
  /** It ends at a time that is known, and not only when a person, or somebody outside of Sauron, acts. */
  endsByItself: boolean;
};

export type ObstacleFacts = {
  gates: readonly Gate[];
  mode: AutomationMode;
  /** A person said no to what is selected. */
  isDeclined: boolean;
  /** The rollout that has not ended; null = none. */
  inFlight: { number: number; state: RolloutState } | null;
};

/** Worst first: what only a person ends comes before what time ends. */
const worstFirst = [
  "worker-heartbeat",
  "not-halted",
  "previous-rollout-succeeded",
  "no-rollout-in-the-way",
  "approval",
  "repository-reachable",
  "hosts-reachable",
  "not-frozen",
  "allowed-hours",
] as const satisfies readonly GateName[];

type Hindrance = (typeof worstFirst)[number];

const endsByItself: readonly GateName[] = ["not-frozen", "allowed-hours"];

/** The worst that keeps every rollout from starting, whatever waits; null = nothing does. */
export function findObstacle(facts: ObstacleFacts): Obstacle | null {
  for (const name of worstFirst) {
    const gate = facts.gates.find((each) => each.gate === name);
    const text = gate && !gate.open ? textOf(name, gate, facts) : null;
    if (text !== null) return { gate: name, text, endsByItself: endsByItself.includes(name) };
  }
  return null;
}

/** Null: the gate is closed, and rollouts are foreseen all the same. */
function textOf(name: Hindrance, { text }: Gate, { mode, isDeclined, inFlight }: ObstacleFacts): string | null {
  switch (name) {
    case "no-rollout-in-the-way":
      if (inFlight === null || !["held", "failing", "aborting"].includes(inFlight.state)) return null;
      return `Rollout #${inFlight.number} ${rolloutStatePhrases[inFlight.state]}: a person decides what follows`;
    case "approval":
      return isDeclined ? text : null;
    case "allowed-hours":
      // The hours bind the automation, not the people who start each rollout.
      return mode === "suggest" ? null : text;
    default:
      return text;
  }
}
