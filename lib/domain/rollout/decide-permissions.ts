import { listExtensions, type Watch } from "../canary/list-extensions";
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
  /** The stage whose numbers are being watched; null = none. */
  watched: Watch | null;
  number: number;
  /** The newest ended rollout that left something on the fleet; null = none did. */
  newestOnHosts: number | null;
}): {
  abort: Permission;
  resolveHold: Permission;
  stopCanary: Permission;
  extendCanary: Permission & { seconds: number[] };
  decideHosts: Permission;
  rollBack: Permission;
} {
  return {
    abort: decideAbort(rollout),
    resolveHold: decideResolve(rollout),
    stopCanary: decideStopCanary(rollout),
    extendCanary: decideExtendCanary(rollout),
    decideHosts: decideHosts(rollout),
    rollBack: decideRollBack(rollout),
  };
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
  if (question !== null) return { ok: false, reason: "It has asked a question and waits for a yes or a no." };
  return allowed;
}

function decideStopCanary({ state, abortRequestedBy, watched }: Parameters<typeof decidePermissions>[0]): Permission {
  if (abortRequestedBy !== null) return { ok: false, reason: `${abortRequestedBy} has aborted it.` };
  if (watched !== null) return allowed;
  if (isFinal(state)) return { ok: false, reason: `It has ended: ${state}.` };
  return { ok: false, reason: state === "baking" ? "No numbers are being watched." : `It is ${state}.` };
}

function decideExtendCanary(rollout: Parameters<typeof decidePermissions>[0]): Permission & { seconds: number[] } {
  const stop = decideStopCanary(rollout);
  if (!stop.ok || rollout.watched === null) return { ...stop, seconds: [] };
  const seconds = listExtensions(rollout.watched);
  if (seconds.length > 0) return { ...allowed, seconds };
  return { ok: false, reason: "It is watched for as long as a stage may be.", seconds };
}

/** Whether a person may retry or skip a host that failed. */
function decideHosts({ state, abortRequestedBy }: Parameters<typeof decidePermissions>[0]): Permission {
  if (abortRequestedBy !== null) return { ok: false, reason: `${abortRequestedBy} has aborted it.` };
  if (allowedEvents(state).includes("hostSkipped")) return allowed;
  return { ok: false, reason: isFinal(state) ? `It has ended: ${state}.` : `It is ${state}.` };
}

/** Only what came last can be taken back; an earlier one is gone back to. */
function decideRollBack({ state, number, newestOnHosts }: Parameters<typeof decidePermissions>[0]): Permission {
  if (!isFinal(state)) return { ok: false, reason: `It is ${state}: it has to end first.` };
  if (number === newestOnHosts) return allowed;
  if (newestOnHosts === null || number > newestOnHosts) {
    return { ok: false, reason: "It has left nothing on the fleet that could be taken back." };
  }
  return { ok: false, reason: `Rollout #${newestOnHosts} came after it.` };
}
