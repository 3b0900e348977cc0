import { describe, expect, test } from "vitest";
import { type CarryingRollout, describeJourney, type JourneyFacts } from "./describe-journey";

const run = (context: string, status: string, finishedAt: number | null = null) => ({ context, status, finishedAt });

const rollout = (changes: Partial<CarryingRollout> = {}): CarryingRollout => ({
  number: 12,
  state: "deploying",
  sentence: "Deploying fleet",
  startedAt: 200,
  endedAt: null,
  expectedEndAt: 800,
  canary: { name: "canary", state: "passed", why: null, bakeUntil: 300, passedAt: 310 },
  ...changes,
});

const facts = (changes: Partial<JourneyFacts> = {}): JourneyFacts => ({
  author: "Ana",
  landedAt: 100,
  trunk: "main",
  orphaned: false,
  tests: "passed",
  contexts: [run("unit", "passed", 150), run("lint", "passed", 160)],
  place: null,
  rollout: null,
  arrived: null,
  rolledBackBy: null,
  hosts: { live: 0, total: 5, setAside: 0 },
  ...changes,
});

const states = (changes: Partial<JourneyFacts>) =>
  Object.fromEntries(describeJourney(facts(changes)).map(({ step, state }) => [step, state]));

const step = (name: string, changes: Partial<JourneyFacts>) => {
  const found = describeJourney(facts(changes)).find((each) => each.step === name);
  if (!found) throw new Error(`no step ${name}`);
  return found;
};

const foreseen = { place: 1, startsAt: 400, endsAt: 900, assumes: "if its tests pass" };
const waiting = { text: "Tests are running", foreseen };

describe("describeJourney", () => {
  test("just landed, tests under way", () => {
    const changes: Partial<JourneyFacts> = {
      tests: "running",
      contexts: [run("unit", "running"), run("lint", "passed", 160)],
      place: waiting,
    };
    const ahead = { waiting: "ahead", rollout: "ahead", canary: "ahead", hosts: "ahead", live: "ahead" };
    expect(states(changes)).toEqual({ landed: "done", tested: "now", ...ahead });
    expect(step("tested", changes).text).toBe("Running, 1 of 2 passed");
    expect(step("live", changes)).toMatchObject({ at: null, expectedAt: 900 });
  });

  test("passed and waiting: why, and until when", () => {
    const changes = { place: { ...waiting, text: "Tests passed, goes after the next rollout" } };
    expect(states(changes)).toMatchObject({ tested: "done", waiting: "now", rollout: "ahead" });
    const text = "Tests passed, goes after the next rollout";
    expect(step("waiting", changes)).toMatchObject({ text, expectedAt: 400 });
    expect(step("rollout", changes)).toMatchObject({ text: "With the next one, if its tests pass", expectedAt: 400 });
    expect(step("rollout", { place: { text, foreseen: null } })).toMatchObject({
      text: "None is in sight as things stand",
      expectedAt: null,
    });
    expect(step("tested", changes).at).toBe(160);
  });

  test("failed tests are named", () => {
    const contexts = [run("unit", "failed"), run("lint", "passed")];
    expect(step("tested", { tests: "failed", contexts, place: waiting })).toMatchObject({
      state: "stopped",
      text: "Failed: unit",
    });
  });

  test("in a rollout, part of the hosts done", () => {
    const changes = { rollout: rollout(), hosts: { live: 2, total: 5, setAside: 0 } };
    expect(states(changes)).toMatchObject({
      waiting: "done",
      rollout: "now",
      canary: "done",
      hosts: "now",
      live: "ahead",
    });
    expect(step("rollout", changes)).toMatchObject({ text: "#12: Deploying fleet", at: 200, expectedAt: 800 });
    expect(step("hosts", changes).text).toBe("2 of 5 hosts run it or a later commit");
  });

  test("the canary is being watched: until when, and what is seen so far", () => {
    const canary = {
      name: "canary",
      state: "baking",
      why: "too few requests",
      bakeUntil: 300,
      passedAt: null,
    } as const;
    expect(step("canary", { rollout: rollout({ state: "baking", canary }) })).toMatchObject({
      state: "now",
      text: "Watching canary: too few requests",
      expectedAt: 300,
    });
  });

  test("a rollout that watches nothing has no such step", () => {
    expect(states({ rollout: rollout({ canary: null }) })).not.toHaveProperty("canary");
  });

  test("live on every host", () => {
    const done = rollout({ state: "succeeded", endedAt: 700 });
    const changes = { rollout: done, arrived: { number: 12, endedAt: 700 }, hosts: { live: 5, total: 5, setAside: 0 } };
    expect(Object.values(states(changes)).every((state) => state === "done")).toBe(true);
    expect(step("live", changes)).toMatchObject({ text: "Since #12", at: 700 });
  });

  test("its rollout failed and it waits again", () => {
    const changes = { rollout: rollout({ state: "failed", endedAt: 400 }), place: waiting };
    expect(states(changes)).toMatchObject({ waiting: "now", rollout: "stopped", live: "ahead" });
    expect(step("rollout", changes).text).toBe("#12 failed, it waits again");
  });

  test("taken back by a rollback", () => {
    const changes = {
      rollout: rollout({ state: "succeeded", endedAt: 700 }),
      arrived: { number: 12, endedAt: 700 },
      rolledBackBy: 14,
    };
    expect(step("live", changes)).toMatchObject({ state: "stopped", text: "Was live with #12, taken back by #14" });
  });

  test("no longer on the trunk", () => {
    expect(states({ orphaned: true })).toMatchObject({ landed: "stopped", waiting: "stopped" });
  });
});
