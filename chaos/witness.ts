import { isFinal } from "@/lib/domain/rollout/states";
import type { Violation } from "@/lib/testing/properties/check-rollout";
import type { MachineRecord } from "@/lib/testing/properties/machine-records";
import type { Facts, RolloutFacts } from "@/lib/testing/properties/read-facts";
import type { Findings, News } from "./checker";

/** Machines write whole seconds, and a shell needs its time to begin on a busy machine. */
const lateStartMs = 5000;

export type Witness = {
  add(violations: Violation[]): void;
  hear(news: News): void;
  /** Compares what is seen, by a look that began then (epoch ms), with all that was seen before. */
  see(facts: Facts, since: number): void;
  /** Every result that was acknowledged is among these. */
  expectReports(shas: Set<string>): void;
  tell(rollouts: RolloutFacts[]): Findings;
};

/** Remembers: what once was must not become something else. */
export function createWitness(now: () => number = Date.now): Witness {
  const violations = new Map<string, Violation>();
  const ends = new Map<number, string>();
  const events = new Map<number, string>();
  const aborted = new Map<number, number>();
  const reported = new Set<string>();
  const lost = new Map<string, { since: number; had: boolean }>();
  const wereUnknown = new Set<string>();
  const takeoverSeconds: number[] = [];
  let looks = 0;

  const add = (found: Violation[]) => {
    for (const violation of found) violations.set(violation.what, violation);
  };
  const say = (property: Violation["property"], what: string) => add([{ property, what }]);

  const seeRollout = (rollout: RolloutFacts, machines: MachineRecord[], since: number) => {
    const { id, number, state } = rollout;
    const known = ends.get(id);
    if (known !== undefined && known !== state) say("P7", `Rollout ${number} had ${known} and is ${state} now.`);
    if (isFinal(state)) ends.set(id, state);
    const wished = aborted.get(id);
    if (wished !== undefined && wished < since && rollout.abortRequestedAt === null)
      say("P1", `Rollout ${number}: its abort is lost.`);
    for (const event of rollout.events) {
      const text = JSON.stringify(event);
      if ((events.get(event.id) ?? text) !== text) say("P5", `Rollout ${number}: event ${event.id} was changed.`);
      events.set(event.id, text);
    }
    for (const { host, state: deployed } of rollout.deploys) {
      if (deployed === "unknown") wereUnknown.add(`${id} ${host}`);
    }
    for (const machine of machines) seeStarts(rollout, machine);
  };

  /** P6: nothing starts after an abort, nor after the end. Of an unknown host nobody can promise that. */
  const seeStarts = (rollout: RolloutFacts, { host, entries }: MachineRecord) => {
    if (wereUnknown.has(`${rollout.id} ${host}`)) return;
    const limit = rollout.abortRequestedAt ?? rollout.endedAt;
    if (!limit) return;
    const late = entries.find(
      ({ what, rollout: number, at }) =>
        what === "start" && number === rollout.number && at > limit.getTime() + lateStartMs,
    );
    if (late) say("P6", `Rollout ${rollout.number} started on ${host} long after it was stopped.`);
  };

  const seeLostWorkers = (rollouts: RolloutFacts[]) => {
    const holding = new Set(
      rollouts.flatMap(({ deploys }) =>
        deploys.flatMap(({ state, workerId }) => (state === "running" && workerId ? [workerId] : [])),
      ),
    );
    for (const [workerId, entry] of lost) {
      if (holding.has(workerId)) entry.had = true;
      else {
        if (entry.had) takeoverSeconds.push((now() - entry.since) / 1000);
        lost.delete(workerId);
      }
    }
  };

  return {
    add,
    hear(news) {
      if (news.what === "aborted") aborted.set(news.rolloutId, now());
      if (news.what === "reported") reported.add(news.sha);
      if (news.what === "lost") lost.set(news.workerId, { since: now(), had: false });
      if (news.what === "died") say("P1", `A worker ended by itself: ${news.words}`);
    },
    see({ rollouts, machines }, since) {
      looks += 1;
      for (const rollout of rollouts) seeRollout(rollout, machines, since);
      seeLostWorkers(rollouts);
    },
    expectReports(shas) {
      for (const sha of reported) if (!shas.has(sha)) say("P1", `The result of ${sha} is lost.`);
    },
    tell(rollouts) {
      const open = rollouts.filter(({ state }) => !isFinal(state));
      for (const { number, state } of open) say("P7", `Rollout ${number} has no end: it is ${state}.`);
      if (events.size !== new Set(rollouts.flatMap((rollout) => rollout.events.map(({ id }) => id))).size) {
        say("P5", "Events that were seen are gone.");
      }
      const deploys = rollouts.flatMap((rollout) => rollout.deploys);
      return {
        violations: [...violations.values()],
        looks,
        ends: countBy(rollouts.map(({ state }) => state)),
        deploys: {
          taken: deploys.filter(({ startedAt }) => startedAt !== null).length,
          again: deploys.filter(({ attempt }) => attempt > 1).length,
          unknown: wereUnknown.size,
        },
        abortSeconds: rollouts.flatMap(({ abortRequestedAt, endedAt }) =>
          abortRequestedAt && endedAt ? [(endedAt.getTime() - abortRequestedAt.getTime()) / 1000] : [],
        ),
        takeoverSeconds,
      };
    },
  };
}

function countBy(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}
