import type { RolloutQuestion } from "./questions";
import { isFinal, type RolloutState } from "./states";
import { allowedEvents } from "./transitions";

/** Whether an action can be taken now, and if not, why not, as a sentence. */
export type Permission = { ok: boolean; reason: string | null };

/** Which actions a rollout can take; screens offer exactly these. */
export function decidePermissions(rollout: {
  state: RolloutState;
  abortRequestedBy: string | null;
  question: RolloutQuestion | null;
}): {
  abort: Permission;
  resolveHold: Permission;
} {
  return { abort: decideAbort(rollout), resolveHold: decideResolve(rollout) };
}

const allowed: Permission = { ok: true, reason: null };

function decideAbort({ state, abortRequestedBy }: Parameters<typeof decidePermissions>[0]): Permission {
  if (isFinal(state)) return { ok: false, reason: `It has ended: ${state}.` };
  if (abortRequestedBy !== null) return { ok: false, reason: `${abortRequestedBy} has aborted it already.` };
  if (!allowedEvents(state).includes("abortRequested")) return { ok: false, reason: `It is ${state} already.` };
  return allowed;
}

function decideResolve({ state, abortRequestedBy, question }: Parameters<typeof decidePermissions>[0]): Permission {
  if (abortRequestedBy !== null) return { ok: false, reason: `${abortRequestedBy} has aborted it.` };
  if (state !== "held") return { ok: false, reason: "It is not held." };
  if (question !== null) return { ok: false, reason: "It has passed its canary and waits for a yes or a no." };
  return allowed;
}
