import { isFinal, type RolloutState } from "../rollout/states";
import type { CommitTestStatus } from "../test-run/derive-test-status";

export type JourneyStep = {
  step: "landed" | "tested" | "waiting" | "rollout" | "canary" | "hosts" | "live";
  state: "done" | "now" | "ahead" | "stopped";
  text: string;
  /** Epoch seconds; null = not yet. */
  at: number | null;
  expectedAt: number | null;
};

/** A stage that is watched before the rollout goes on. */
export type WatchedStage = {
  name: string;
  state: "waiting" | "deploying" | "baking" | "held" | "passed" | "stopped";
  /** The newest judgement as a sentence. */
  why: string | null;
  bakeUntil: number | null;
  passedAt: number | null;
};

/** A rollout that carried, or carries, the commit. Times in epoch seconds. */
export type CarryingRollout = {
  number: number;
  state: RolloutState;
  sentence: string;
  startedAt: number | null;
  endedAt: number | null;
  expectedEndAt: number | null;
  canary: WatchedStage | null;
};

/** 1 = the next one. Times in epoch seconds. */
export type ForeseenRollout = { place: number; startsAt: number; endsAt: number; assumes: string | null };

export type JourneyFacts = {
  author: string;
  /** Epoch seconds. */
  landedAt: number;
  trunk: string;
  orphaned: boolean;
  tests: CommitTestStatus;
  /** The newest attempt of each context. */
  contexts: { context: string; status: string; finishedAt: number | null }[];
  /** Where it waits, and which of the coming rollouts should take it; null = it does not wait. */
  place: { text: string; foreseen: ForeseenRollout | null } | null;
  /** The newest rollout that carried it; null = none did. */
  rollout: CarryingRollout | null;
  /** The first rollout that brought it and was done, and the later one that took it away again. */
  arrived: { number: number; endedAt: number | null } | null;
  rolledBackBy: number | null;
  /** Hosts that run it or a later commit, of all. */
  hosts: { live: number; total: number; setAside: number };
};

/** The stations of a commit on its way to the fleet, in order: what is known of each, and when. */
export function describeJourney(facts: JourneyFacts): JourneyStep[] {
  return [
    describeLanding(facts),
    describeTests(facts),
    describeWaiting(facts),
    describeRollout(facts),
    ...describeCanary(facts),
    describeHosts(facts),
    describeLive(facts),
  ];
}

type Told = Pick<JourneyStep, "state" | "text"> & Partial<Pick<JourneyStep, "at" | "expectedAt">>;

function tell(step: JourneyStep["step"], told: Told): JourneyStep {
  return { at: null, expectedAt: null, step, ...told };
}

function describeLanding({ author, landedAt, orphaned, trunk }: JourneyFacts): JourneyStep {
  if (orphaned)
    return tell("landed", { state: "stopped", text: `No longer on ${trunk}, which was rewritten`, at: landedAt });
  return tell("landed", { state: "done", text: `By ${author}`, at: landedAt });
}

function describeTests({ tests, contexts }: JourneyFacts): JourneyStep {
  if (contexts.length === 0) return tell("tested", { state: "now", text: "No test has told of it yet" });
  const passed = contexts.filter((run) => run.status === "passed").length;
  const count = `${passed} of ${contexts.length} passed`;
  const bad = contexts.filter((run) => run.status === tests).map((run) => run.context);
  switch (tests) {
    case "passed": {
      const ends = contexts.flatMap((run) => (run.finishedAt === null ? [] : [run.finishedAt]));
      return tell("tested", { state: "done", text: capitalize(count), at: ends.length > 0 ? Math.max(...ends) : null });
    }
    case "running":
      return tell("tested", { state: "now", text: `Running, ${count}` });
    case "pending":
      return tell("tested", { state: "now", text: `Waits for results, ${count}` });
    default:
      return tell("tested", { state: "stopped", text: `${capitalize(tests)}: ${bad.join(", ")}` });
  }
}

function describeWaiting({ place, rollout, orphaned, tests }: JourneyFacts): JourneyStep {
  if (place) {
    const state = tests === "pending" || tests === "running" ? "ahead" : "now";
    return tell("waiting", { state, text: place.text, expectedAt: place.foreseen?.startsAt ?? null });
  }
  if (rollout) return tell("waiting", { state: "done", text: "Left the queue", at: rollout.startedAt });
  if (orphaned) return tell("waiting", { state: "stopped", text: "Waits for nothing any more" });
  return tell("waiting", { state: "done", text: "Landed before Sauron looked after this project" });
}

function describeRollout({ rollout, place, arrived }: JourneyFacts): JourneyStep {
  if (rollout && !isFinal(rollout.state)) {
    const { startedAt, expectedEndAt } = rollout;
    const text = `#${rollout.number}: ${rollout.sentence}`;
    return tell("rollout", { state: "now", text, at: startedAt, expectedAt: expectedEndAt });
  }
  if (place && !rollout) return foresee(place.foreseen);
  if (rollout?.state === "succeeded") {
    return tell("rollout", { state: "done", text: `Done with #${rollout.number}`, at: rollout.endedAt });
  }
  if (rollout) {
    const ended = rollout.state === "failed" ? "failed" : `was ${rollout.state}`;
    const text = `#${rollout.number} ${ended}${place ? ", it waits again" : ""}`;
    return tell("rollout", { state: "stopped", text, at: rollout.endedAt });
  }
  return tell("rollout", { state: arrived ? "done" : "ahead", text: "None is known that brought it" });
}

function foresee(foreseen: ForeseenRollout | null): JourneyStep {
  if (foreseen === null) return tell("rollout", { state: "ahead", text: "None is in sight as things stand" });
  const which = foreseen.place === 1 ? "With the next one" : `With the coming one number ${foreseen.place}`;
  const text = foreseen.assumes === null ? which : `${which}, ${foreseen.assumes}`;
  return tell("rollout", { state: "ahead", text, expectedAt: foreseen.startsAt });
}

/** Left out where the rollout watched nothing; before there is a rollout nobody knows what it will watch. */
function describeCanary({ rollout }: JourneyFacts): JourneyStep[] {
  if (!rollout) return [tell("canary", { state: "ahead", text: "Not yet" })];
  const { canary } = rollout;
  if (!canary) return [];
  const why = canary.why === null ? "" : `: ${canary.why}`;
  const told = {
    waiting: { state: "ahead", text: "Not yet" },
    deploying: { state: "now", text: `Deploying ${canary.name}` },
    baking: { state: "now", text: `Watching ${canary.name}${why}`, expectedAt: canary.bakeUntil },
    held: { state: "now", text: `Held, a person decides${why}` },
    // A verdict says itself that it passed.
    passed: { state: "done", text: canary.why ?? "Passed", at: canary.passedAt },
    stopped: { state: "stopped", text: `Stopped${why}` },
  } as const satisfies Record<WatchedStage["state"], Told>;
  return [tell("canary", told[canary.state])];
}

function describeHosts({ hosts: { live, total, setAside } }: JourneyFacts): JourneyStep {
  const others = setAside === 0 ? "" : `, ${setAside} more ${setAside === 1 ? "is" : "are"} set aside`;
  const text = `${live} of ${total} hosts run it or a later commit${others}`;
  const state = live === 0 ? "ahead" : live < total ? "now" : "done";
  return tell("hosts", { state, text });
}

function describeLive({ arrived, rolledBackBy, rollout, place }: JourneyFacts): JourneyStep {
  if (arrived && rolledBackBy !== null) {
    return tell("live", { state: "stopped", text: `Was live with #${arrived.number}, taken back by #${rolledBackBy}` });
  }
  if (arrived) return tell("live", { state: "done", text: `Since #${arrived.number}`, at: arrived.endedAt });
  const isRiding = rollout !== null && !isFinal(rollout.state);
  const expectedAt = isRiding ? rollout.expectedEndAt : (place?.foreseen?.endsAt ?? null);
  return tell("live", { state: "ahead", text: "Not yet", expectedAt });
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
