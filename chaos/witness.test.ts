import { expect, test } from "vitest";
import type { Facts, RolloutFacts } from "@/lib/testing/properties/read-facts";
import { createWitness } from "./witness";

const rollout = (change: Partial<RolloutFacts> = {}): RolloutFacts => ({
  id: 1,
  number: 7,
  toRevision: "abc",
  state: "deploying",
  slot: 0,
  version: 1,
  abortRequestedAt: null,
  endedAt: null,
  events: [{ id: 5, event: "started", from: "pending", to: "deploying" }],
  deploys: [{ host: "web-1", attempt: 1, state: "running", reason: null, startedAt: new Date(1000), workerId: "w" }],
  ...change,
});

const facts = (rollouts: RolloutFacts[], startedAt?: number): Facts => ({
  rollouts,
  hosts: new Map(),
  machines: startedAt
    ? [
        {
          host: "web-1",
          revision: null,
          entries: [{ what: "start", rollout: 7, revision: "abc", at: startedAt }],
        },
      ]
    : [],
});

const ended = rollout({ state: "aborted", endedAt: new Date(3000), abortRequestedAt: new Date(2000), deploys: [] });

function broken(witness: ReturnType<typeof createWitness>, last: RolloutFacts[] = [ended]): string[] {
  return witness.tell(last).violations.map(({ property }) => property);
}

test("a rollout that ends and stays so is in order", () => {
  const witness = createWitness();
  for (const each of [rollout(), ended, ended]) witness.see(facts([each]), 1);
  expect(witness.tell([ended])).toMatchObject({ violations: [], looks: 3, ends: { aborted: 1 }, abortSeconds: [1] });
});

test("an end that becomes another is found, and one that never comes", () => {
  const witness = createWitness();
  witness.see(facts([ended]), 1);
  witness.see(facts([rollout()]), 1);
  expect(broken(witness, [rollout()])).toEqual(["P7", "P7"]);
});

test("an event that is changed or gone is found", () => {
  const witness = createWitness();
  witness.see(facts([ended]), 1);
  const changed = { ...ended, events: [{ ...ended.events[0]!, to: "aborting" as const }] };
  witness.see(facts([changed]), 1);
  expect(broken(witness, [{ ...changed, events: [] }])).toEqual(["P5", "P5"]);
});

test("acknowledged words that are lost are found", () => {
  let now = 5;
  const witness = createWitness(() => now);
  witness.hear({ what: "aborted", rolloutId: 1 });
  witness.hear({ what: "reported", sha: "abc" });
  // A look that began before the word was given need not see it.
  witness.see(facts([rollout()]), 4);
  expect(broken(witness)).toEqual([]);
  now = 6;
  witness.see(facts([rollout()]), now);
  witness.expectReports(new Set());
  expect(broken(witness)).toEqual(["P1", "P1"]);
});

test("a start long after the abort is found, unless nobody knew what became of the host", () => {
  const late = createWitness();
  late.see(facts([{ ...ended, deploys: rollout().deploys }], 60_000), 1);
  expect(broken(late)).toEqual(["P6"]);
  const unknown = createWitness();
  unknown.see(facts([rollout({ deploys: [{ ...rollout().deploys[0]!, state: "unknown" }] })]), 1);
  unknown.see(facts([ended], 60_000), 1);
  expect(broken(unknown)).toEqual([]);
});

test("the time until a lost worker's hosts are taken over is measured", () => {
  let now = 0;
  const witness = createWitness(() => now);
  witness.hear({ what: "lost", workerId: "w" });
  witness.see(facts([rollout()]), 1);
  now = 17_000;
  witness.see(facts([ended]), 1);
  expect(witness.tell([ended]).takeoverSeconds).toEqual([17]);
});
