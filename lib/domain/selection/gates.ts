import { type AutomationMode, watchSeconds } from "../automation/modes";
import { describeMoment } from "../describe-moment";
import { lookAtReach, type StartingHosts } from "../fleet/look-at-reach";
import { describeFreeze, type Freeze } from "../freeze/describe-freeze";
import { type AllowedHours, lookAtHours } from "../hours/allowed-hours";
import { describeHours } from "../hours/describe-hours";
import { type RolloutState, rolloutStatePhrases } from "../rollout/states";
import type { Selection } from "./select-commits";

/** In the order in which they are shown: what a person can change first. */
export const gateNames = [
  "automation-mode",
  "not-frozen",
  "allowed-hours",
  "worker-heartbeat",
  "repository-reachable",
  "not-halted",
  "previous-rollout-succeeded",
  "no-rollout-in-the-way",
  "commit-selected",
  "hosts-reachable",
  "watched",
  "approval",
] as const;

export type GateName = (typeof gateNames)[number];

/** Gates that bind the automation alone: a person who starts a rollout opens them by asking. */
export const gatesOpenedByAsking: readonly GateName[] = ["automation-mode", "allowed-hours", "watched", "approval"];

/**
 * What a person can do to open a gate. `open-rollout` means the one in flight, else the one that halted the automation;
 * `ask-again` takes back somebody's no to what is selected.
 */
export const gateActions = [
  "change-mode",
  "lift-freeze",
  "change-hours",
  "fetch",
  "resume",
  "open-rollout",
  "ask-hosts",
  "approve",
  "ask-again",
] as const;

export type GateAction = (typeof gateActions)[number];

/** One condition for starting a rollout, what it found as a sentence, and what a person can do when it is closed. */
export type Gate = {
  gate: GateName;
  open: boolean;
  text: string;
  /** True: it is open because nobody knows better, such as hosts that nobody has asked. */
  isUnsure?: true;
  /** Null: it is open, or nothing but time or somebody outside of Sauron opens it. */
  action: GateAction | null;
};

/** The facts the gates look at. Epoch milliseconds. */
export type GateFacts = {
  now: number;
  mode: AutomationMode;
  freeze: Freeze | null;
  /** Null = always allowed. */
  hours: AllowedHours | null;
  /** Workers with a young heartbeat. */
  workersAlive: number;
  /** Why the trunk could not be read at the last try; null = it could. */
  fetchError: string | null;
  /** Null = not halted. */
  halted: { reason: string } | null;
  /** The newest ended rollout that was started at all; `resolved`: a person has dealt with its end. */
  previous: { number: number; state: RolloutState; resolved: boolean } | null;
  /** The rollout that has not ended yet; one that is only proposed is in nobody's way. */
  inFlight: { number: number; state: RolloutState } | null;
  selection: Selection;
  /** Why the selection came out as it did. */
  why: string;
  hosts: StartingHosts;
  /** When somebody last had the project's page open. */
  watchedAt: number | null;
  approval: ApprovalFacts;
};

/** How far the mode "confirm" has come with what is selected. */
export type ApprovalFacts = {
  /** Number of the rollout that waits for a yes. */
  proposal: number | null;
  /** Who said no to this very range, nothing having changed since. */
  declined: { number: number; by: string } | null;
};

type Finding = { open: boolean; text: string; action?: GateAction | null; isUnsure?: true | undefined };

const findings = {
  "automation-mode": ({ mode }) => findMode(mode),
  "not-frozen": ({ freeze, now }) =>
    freeze === null
      ? { open: true, text: "Nobody has frozen the project" }
      : { open: false, text: describeFreeze(freeze, now), action: "lift-freeze" },
  "allowed-hours": findHours,
  "worker-heartbeat": ({ workersAlive }) =>
    workersAlive > 0
      ? { open: true, text: workersAlive === 1 ? "1 worker is alive" : `${workersAlive} workers are alive` }
      : { open: false, text: "No worker is alive: start one with `sauron worker`" },
  "repository-reachable": ({ fetchError }) =>
    fetchError === null
      ? { open: true, text: "The repository answers" }
      : { open: false, text: `The repository cannot be read: ${fetchError}`, action: "fetch" },
  "not-halted": ({ halted }) =>
    halted === null
      ? { open: true, text: "Automation is not halted" }
      : { open: false, text: `Automation is halted: ${halted.reason}`, action: "resume" },
  "previous-rollout-succeeded": findPrevious,
  "no-rollout-in-the-way": ({ inFlight }) =>
    inFlight === null
      ? { open: true, text: "No rollout is in the way" }
      : {
          open: false,
          text: `Rollout #${inFlight.number} ${rolloutStatePhrases[inFlight.state]}`,
          action: "open-rollout",
        },
  "commit-selected": findSelection,
  "hosts-reachable": ({ hosts, now }) => ({ ...lookAtReach(hosts, now), action: "ask-hosts" }),
  watched: findWatcher,
  approval: findApproval,
} as const satisfies Record<GateName, (facts: GateFacts) => Finding>;

/** All gates in order, open and closed, so that a screen can show every reason at once. */
export function evaluateGates(facts: GateFacts): Gate[] {
  return gateNames.map((gate) => {
    const { open, text, action = null, isUnsure }: Finding = findings[gate](facts);
    return { gate, open, text, action: open ? null : action, ...(isUnsure && { isUnsure }) };
  });
}

/** The first closed gate, which is what keeps a rollout from starting; null when all are open. */
export function findClosedGate(gates: readonly Gate[]): Gate | null {
  return gates.find((gate) => !gate.open) ?? null;
}

/** The first closed gate that a person who asks for a rollout does not open by asking. */
export function findRefusingGate(gates: readonly Gate[]): Gate | null {
  return gates.find((gate) => !gate.open && !gatesOpenedByAsking.includes(gate.gate)) ?? null;
}

/** The gate of the selection alone, for those who know no other facts. */
export function findSelection({ selection, why }: Pick<GateFacts, "selection" | "why">): {
  open: boolean;
  text: string;
} {
  return { open: selection.action === "deploy", text: why };
}

function findMode(mode: AutomationMode): Finding {
  switch (mode) {
    case "suggest":
      return { open: false, text: "Automation only suggests: a person starts each rollout", action: "change-mode" };
    case "confirm":
      return { open: true, text: "Rollouts are proposed by themselves; a person answers each question" };
    case "supervised":
      return { open: true, text: "Rollouts start by themselves while somebody has the page open" };
    case "unattended":
      return { open: true, text: "Rollouts start by themselves" };
  }
}

function findHours({ hours, now }: GateFacts): Finding {
  if (hours === null) return { open: true, text: "No hours are set: the automation may start at any time" };
  const look = lookAtHours(hours, now);
  return { open: look.open, text: describeHours(hours, look, now), action: "change-hours" };
}

function findPrevious({ previous }: GateFacts): Finding {
  if (previous === null) return { open: true, text: "No rollout has ended before" };
  const how = `Rollout #${previous.number} ${previous.state}`;
  if (previous.state === "succeeded") return { open: true, text: how };
  if (previous.resolved) return { open: true, text: `${how}; a person has resolved it` };
  return { open: false, text: `${how}: a person resolves it before the next one`, action: "open-rollout" };
}

function findWatcher({ mode, watchedAt, now }: GateFacts): Finding {
  if (mode !== "supervised") return { open: true, text: "Nobody has to watch in this mode" };
  if (watchedAt !== null && now - watchedAt < watchSeconds * 1000) {
    return { open: true, text: "Somebody has the page open" };
  }
  const since = watchedAt === null ? "" : ` since ${describeMoment(watchedAt, { now })}`;
  return {
    open: false,
    text: `Nobody has had the page open${since}: open it, and rollouts go on`,
    action: "change-mode",
  };
}

function findApproval({ mode, approval }: GateFacts): Finding {
  if (mode !== "confirm") return { open: true, text: "No approval is needed in this mode" };
  const { proposal, declined } = approval;
  if (proposal !== null) {
    return { open: false, text: `Rollout #${proposal} waits for a person's yes`, action: "approve" };
  }
  if (declined !== null) {
    const text = `This range was declined by ${declined.by} (#${declined.number}): a new commit, a test result or a person brings it back`;
    return { open: false, text, action: "ask-again" };
  }
  return { open: false, text: "A person says yes to what is proposed" };
}
