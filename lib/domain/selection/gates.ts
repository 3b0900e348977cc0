import type { RolloutState } from "../rollout/states";
import type { Selection } from "./select-commits";

/** In the order in which they are shown: what a person can change first. */
export const gateNames = [
  "automation-mode",
  "not-halted",
  "worker-heartbeat",
  "repository-reachable",
  "previous-rollout-succeeded",
  "no-rollout-in-the-way",
  "commit-selected",
] as const;

export type GateName = (typeof gateNames)[number];

/** One condition for starting a rollout, and what it found as a sentence. */
export type Gate = { gate: GateName; open: boolean; text: string };

/** The facts the gates look at. */
export type GateFacts = {
  mode: "suggest" | "unattended";
  /** Null = not halted. */
  halted: { reason: string } | null;
  /** Workers with a young heartbeat. */
  workersAlive: number;
  /** Why the trunk could not be read at the last try; null = it could. */
  fetchError: string | null;
  /** The newest ended rollout that was started at all; `resolved`: a person has dealt with its end. */
  previous: { number: number; state: RolloutState; resolved: boolean } | null;
  /** The rollout that has not ended yet. */
  inFlight: { number: number; state: RolloutState } | null;
  selection: Selection;
  /** Why the selection came out as it did. */
  why: string;
};

type Finding = { open: boolean; text: string };

const findings = {
  "automation-mode": ({ mode }) =>
    mode === "unattended"
      ? { open: true, text: "Rollouts start by themselves" }
      : { open: false, text: "Automation only suggests: a person starts each rollout" },
  "not-halted": ({ halted }) =>
    halted === null
      ? { open: true, text: "Automation is not halted" }
      : { open: false, text: `Automation is halted: ${halted.reason}` },
  "worker-heartbeat": ({ workersAlive }) =>
    workersAlive > 0
      ? { open: true, text: workersAlive === 1 ? "1 worker is alive" : `${workersAlive} workers are alive` }
      : { open: false, text: "No worker is alive: start one with `sauron worker`" },
  "repository-reachable": ({ fetchError }) =>
    fetchError === null
      ? { open: true, text: "The repository answers" }
      : { open: false, text: `The repository cannot be read: ${fetchError}` },
  "previous-rollout-succeeded": findPrevious,
  "no-rollout-in-the-way": ({ inFlight }) =>
    inFlight === null
      ? { open: true, text: "No rollout is in the way" }
      : { open: false, text: `Rollout #${inFlight.number} is ${inFlight.state}` },
  "commit-selected": findSelection,
} as const satisfies Record<GateName, (facts: GateFacts) => Finding>;

/** All gates in order, open and closed, so that a screen can show every reason at once. */
export function evaluateGates(facts: GateFacts): Gate[] {
  return gateNames.map((gate) => ({ gate, ...findings[gate](facts) }));
}

/** The first closed gate, which is what keeps a rollout from starting; null when all are open. */
export function findClosedGate(gates: readonly Gate[]): Gate | null {
  return gates.find((gate) => !gate.open) ?? null;
}

/** The gate of the selection alone, for those who know no other facts. */
export function findSelection({ selection, why }: Pick<GateFacts, "selection" | "why">): Finding {
  return { open: selection.action === "deploy", text: why };
}

function findPrevious({ previous }: GateFacts): Finding {
  if (previous === null) return { open: true, text: "No rollout has ended before" };
  const how = `Rollout #${previous.number} ${previous.state}`;
  if (previous.state === "succeeded") return { open: true, text: how };
  if (previous.resolved) return { open: true, text: `${how}; a person has resolved it` };
  return { open: false, text: `${how}: a person resolves it before the next one` };
}
