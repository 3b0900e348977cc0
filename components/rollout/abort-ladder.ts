import type { RolloutEventView, RolloutSummary, RolloutView } from "@/lib/contracts/views";

export interface LadderStep {
  name: "Requested" | "Accepted" | "No new hosts" | "Settled";
  /** ISO time; null when it has not happened or its time is not known. */
  at: string | null;
  done: boolean;
}

type AbortedRollout = Pick<RolloutSummary, "state" | "abort" | "endedAt"> & { events?: readonly RolloutEventView[] };

/**
 * How far an abort has come. "Accepted" is the server's record, never the click; a step is done only when the server said
 * so, also when its exact time is not among what is loaded.
 *
 * @param clickedAt when this browser asked, ISO; null when somebody else did
 */
export function abortLadder(rollout: AbortedRollout, clickedAt: string | null): LadderStep[] {
  const accepted = rollout.abort !== null;
  const obeyed = accepted && (rollout.state === "aborting" || isOver(rollout.state));
  const settled = accepted && isOver(rollout.state);
  const obeyedAt = rollout.events?.find((event) => event.to === "aborting")?.at ?? null;
  return [
    { name: "Requested", at: clickedAt ?? rollout.abort?.requestedAt ?? null, done: clickedAt !== null || accepted },
    { name: "Accepted", at: rollout.abort?.requestedAt ?? null, done: accepted },
    { name: "No new hosts", at: obeyed ? obeyedAt : null, done: obeyed },
    { name: "Settled", at: settled ? rollout.endedAt : null, done: settled },
  ];
}

function isOver(state: RolloutSummary["state"]): boolean {
  return state === "aborted" || state === "discarded";
}

/** What aborting now would do, in numbers. */
export function describeAbortConsequences(rollout: Pick<RolloutSummary, "hosts" | "toRevision" | "state">): string[] {
  const { succeeded, failed, unknown, running, queued } = rollout.hosts;
  if (succeeded + running + failed + unknown === 0) return [`No host has started; ${countHosts(queued)} will not.`];
  const lines: string[] = [];
  if (succeeded > 0) lines.push(`${countHosts(succeeded)} done: ${keep(succeeded)} ${rollout.toRevision.slice(0, 7)}.`);
  if (running > 0) lines.push(`${countHosts(running)} in the middle of a deploy: the command gets TERM, then KILL.`);
  if (queued > 0) lines.push(`${countHosts(queued)} waiting: will not start.`);
  if (failed + unknown > 0) lines.push(`${countHosts(failed + unknown)} failed or without data: left as found.`);
  return [...lines, "The automation halts until a person resumes it."];
}

/** What an abort that is over has left on the hosts; null while it is not over, or when none runs the revision. */
export function describeAbortOutcome({
  state,
  hosts,
  toRevision,
}: Pick<RolloutSummary, "state" | "hosts" | "toRevision">): string | null {
  if (!isOver(state) || hosts.succeeded === 0) return null;
  const target = toRevision.slice(0, 7);
  return hosts.succeeded === hosts.total
    ? `It came too late for every host: all ${countHosts(hosts.total)} had ${target}.`
    : `At its end ${hosts.succeeded} of ${countHosts(hosts.total)} had ${target}.`;
}

/** What going back as well adds to an abort. */
export function describeGoingBack(
  { commitCount }: Pick<RolloutSummary, "commitCount">,
  lastGood: RolloutView["lastGood"],
): string {
  const target = lastGood ? lastGood.revision.slice(0, 7) : "the last good revision";
  const locked = commitCount === 1 ? "its commit is" : "its commits are";
  return `With “roll back”: every host it has reached goes to ${target}, and ${locked} locked until a person resumes.`;
}

function keep(count: number): string {
  return count === 1 ? "keeps" : "keep";
}

export function countHosts(count: number): string {
  return count === 1 ? "1 host" : `${count.toLocaleString("en-US")} hosts`;
}
