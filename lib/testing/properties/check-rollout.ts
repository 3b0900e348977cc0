import { isFinal } from "@/lib/domain/rollout/states";
import { transition } from "@/lib/domain/rollout/transitions";
import type { MachineRecord } from "./machine-records";
import type { DeployFacts, Facts, RolloutFacts } from "./read-facts";

/** A property that does not hold: its number, and a sentence. */
export type Violation = { property: "P1" | "P2" | "P3" | "P4" | "P5" | "P6" | "P7" | "P8"; what: string };

/** What must be true at every moment, whatever has died. */
export function checkFacts(facts: Facts): Violation[] {
  return [...checkSlots(facts.rollouts), ...facts.rollouts.flatMap((rollout) => checkRollout(rollout, facts.machines))];
}

/** P2: one rollout in a place of the pipeline. */
function checkSlots(rollouts: RolloutFacts[]): Violation[] {
  const open = rollouts.filter(({ state }) => !isFinal(state));
  return open.flatMap((rollout, index) =>
    open.slice(0, index).some(({ slot }) => slot === rollout.slot)
      ? [{ property: "P2" as const, what: `Rollout ${rollout.number} is not the only one in its place.` }]
      : [],
  );
}

function checkRollout(rollout: RolloutFacts, machines: MachineRecord[]): Violation[] {
  const found: Violation[] = [];
  const say = (property: Violation["property"], what: string) =>
    found.push({ property, what: `Rollout ${rollout.number}: ${what}` });
  checkEvents(rollout, say);
  checkEnd(rollout, say);
  checkAbort(rollout, say);
  for (const machine of machines) checkMachine(rollout, machine, say);
  return found;
}

type Say = (property: Violation["property"], what: string) => void;

/** P4: every change is one the table knows, follows the one before, and was counted once. */
function checkEvents({ events, state, version }: RolloutFacts, say: Say): void {
  let at = events[0]?.to ?? null;
  if (events[0]?.event !== ("created" as string)) say("P4", "does not begin with its creation.");
  const changes = events.slice(1).filter(({ to }) => to !== null);
  for (const { event, from, to } of changes) {
    if (from !== at) say("P4", `${event} leads from ${from}, but it was ${at}.`);
    if (from === null || transition(from, event) !== to) say("P4", `${event} may not lead from ${from} to ${to}.`);
    at = to;
  }
  if (at !== state) say("P4", `its events end with ${at}, it is ${state}.`);
  if (changes.length !== version) say("P4", `was changed ${version} times and has ${changes.length} events of it.`);
}

/** P7, P8: an end has idle hosts, and an abort that came before it has won. */
function checkEnd({ state, endedAt, abortRequestedAt, deploys }: RolloutFacts, say: Say): void {
  if (isFinal(state) !== (endedAt !== null)) say("P7", `is ${state} and its end is ${endedAt?.toISOString()}.`);
  if (!isFinal(state)) return;
  if (abortRequestedAt && state !== "aborted" && state !== "discarded") say("P7", `${state} though it was aborted.`);
  for (const { host, state: now } of newestDeploys(deploys)) {
    if (now === "queued" || now === "running") say("P7", `has ended with ${host} ${now}.`);
  }
}

/** Hosts whose taking was under way when the abort was recorded may still be taken for so long. */
const abortHeardMs = 2000;

/** P6: no host is taken once an abort was heard. Both times are of the database. */
function checkAbort({ abortRequestedAt, deploys }: RolloutFacts, say: Say): void {
  if (!abortRequestedAt) return;
  for (const { host, startedAt } of deploys) {
    const late = (startedAt?.getTime() ?? 0) - abortRequestedAt.getTime();
    if (late > abortHeardMs) say("P6", `took ${host} ${late / 1000} s after its abort.`);
  }
}

/** P3, P8: a machine is never deployed twice at once, nor more often than is known, nor said to be when it was not. */
function checkMachine(rollout: RolloutFacts, { host, entries }: MachineRecord, say: Say): void {
  const own = entries.filter((entry) => entry.rollout === rollout.number);
  const starts = own.filter(({ what }) => what === "start").length;
  if (own.some(({ what }) => what === "clash")) say("P3", `was on ${host} while another deploy was at work there.`);
  const deploys = rollout.deploys.filter((deploy) => deploy.host === host);
  const taken = deploys.filter(({ startedAt }) => startedAt !== null).length;
  // The machines are read last, so a start of the moment in between is not known yet.
  if (isFinal(rollout.state) && starts > taken)
    say("P3", `started ${starts} times on ${host}, which was taken ${taken} times.`);
  if (deploys.length > 2) say("P3", `tried ${host} ${deploys.length} times.`);
  const [first] = deploys;
  if (deploys.length > 1 && first?.state !== "failed") say("P3", `tried ${host} again though it is ${first?.state}.`);
  if (deploys.some(({ state }) => state === "succeeded") && !own.some(({ what }) => what === "end")) {
    say("P8", `says that ${host} was deployed; the machine does not.`);
  }
}

export function newestDeploys(deploys: DeployFacts[]): DeployFacts[] {
  return [...new Map(deploys.map((deploy) => [deploy.host, deploy])).values()];
}

/** P8, once nothing is at work: what a host is said to run is what it runs. */
export function checkRevisions({ hosts, machines }: Facts): Violation[] {
  return machines.flatMap(({ host, revision }) => {
    const said = hosts.get(host) ?? null;
    const isWrong = said !== null && said !== revision;
    return isWrong ? [{ property: "P8" as const, what: `${host} is said to run ${said}; it runs ${revision}.` }] : [];
  });
}
