import { describeMoment } from "../describe-moment";
import { isBudgetExceeded } from "../rollout/failure-budget";

/** What is known of the way to one host. Epoch milliseconds. */
export type HostReach = {
  name: string;
  /** When it last answered; null = never. */
  reachedAt: number | null;
  /** Since when it does not, and why; null = it does, or nobody has asked. */
  unreachable: { since: number; reason: string } | null;
};

/** The hosts without which a rollout cannot be watched. */
export type StartingHosts = {
  /** Empty as long as nobody has been asked. */
  canary: HostReach[];
  /** Some of the hosts to compare it with; empty when the canary is the whole fleet. */
  control: HostReach[];
  fleetSize: number;
  /** Share of the fleet that may fail to deploy. */
  failurePercent: number;
};

/** `isUnsure`: it holds nothing up, but nobody knows. */
export type Reach = { open: boolean; text: string; isUnsure?: true };

/**
 * Whether a rollout could begin on its canary and be compared with others. Hosts nobody has asked yet keep nothing from
 * starting: the first rollout is also the first proof of the way to them.
 */
export function lookAtReach(hosts: StartingHosts, now: number): Reach {
  const lost = hosts.canary.filter(isLost);
  const tooMany = isBudgetExceeded(lost.length, hosts.fleetSize, hosts.failurePercent);
  if (hosts.fleetSize === 0) return { open: false, text: "No host takes part in rollouts: the fleet is empty" };
  if (hosts.canary.length === 0) return { open: true, isUnsure: true, text: unasked("the canary") };
  if (lost.length > 0 && (tooMany || lost.length === hosts.canary.length)) {
    return { open: false, text: describeLost("Canary", lost, now) };
  }
  if (hosts.control.length > 0 && hosts.control.every(isLost)) {
    return { open: false, text: `Nothing to compare the canary with: ${describeLost("control", hosts.control, now)}` };
  }
  return findUnknown(hosts, now) ?? { open: true, text: describeReached(hosts) };
}

function isLost(host: HostReach): boolean {
  return host.unreachable !== null;
}

/** "Canary web-1 cannot be reached since 14:03 UTC: Connecting to web-1 was refused" */
function describeLost(arm: string, lost: HostReach[], now: number): string {
  const [first] = lost;
  if (!first?.unreachable) return `${arm} hosts cannot be reached`;
  const others = lost.length > 1 ? ` and ${lost.length - 1} more` : "";
  const { since, reason } = first.unreachable;
  return `${arm} ${first.name}${others} cannot be reached since ${describeMoment(since, { now })}: ${reason.replace(/\.$/, "")}`;
}

/** Hosts are asked every minute: an older answer tells nothing of now. */
const believedMs = 5 * 60_000;

function findUnknown({ canary, control }: StartingHosts, now: number): Reach | null {
  const isKnown = ({ reachedAt }: HostReach) => reachedAt !== null && now - reachedAt < believedMs;
  const unknown = [...canary, ...control].filter((host) => !isKnown(host) && !isLost(host));
  const [first] = unknown;
  if (!first) return null;
  const who = `${first.name}${unknown.length > 1 ? ` and ${unknown.length - 1} more` : ""}`;
  const heard = first.reachedAt && `last heard ${describeMoment(first.reachedAt, { now })}`;
  const text = heard ? `Not known whether ${who} can be reached: ${heard}` : unasked(who);
  return { open: true, isUnsure: true, text };
}

function describeReached({ control }: StartingHosts): string {
  return control.length > 0 ? "Canary and control hosts can be reached" : "The canary can be reached";
}

function unasked(who: string): string {
  return `Not known whether ${who} can be reached: nobody has asked yet`;
}
