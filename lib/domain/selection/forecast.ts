import { shortSha } from "../commit/short-sha";
import type { CommitTestStatus } from "../test-run/derive-test-status";
import { describeQueue } from "./describe-queue";
import type { QueuedCommit } from "./queued-commit";
import { type Selection, type SelectionInput, type SelectionPolicy, selectCommits } from "./select-commits";

/** A waiting commit, and when its tests should have passed; null or left out = nobody can tell. Epoch seconds. */
export type ForecastCommit = QueuedCommit & { expectedPassAt?: number | null | undefined };

export type ForecastInput = {
  /** Oldest first. */
  queue: readonly ForecastCommit[];
  policy: SelectionPolicy;
  now: number;
  /** When the rollout in flight should have ended; `now` when there is none. */
  freeAt: number;
  /** Why nothing goes at all until a person acts; null = nothing is in the way. */
  stopped: { code: string; text: string } | null;
  /** What a person has to do for each rollout, e.g. "if a person starts it"; null = nothing. */
  condition: string | null;
  /** The first moment from `at` on when a rollout may start; null = there is none in sight. */
  nextStart: (at: number) => number | null;
};

/** One of the coming rollouts; its last commit is the target. Times in epoch seconds. */
export type ForecastRollout = { shas: string[]; startsAt: number; endsAt: number; assumes: string | null };

export type Forecast = {
  rollouts: ForecastRollout[];
  /** Commits no rollout takes as things stand, oldest first, each with the reason. */
  waiting: { sha: string; code: string; text: string }[];
};

/**
 * The selection run ahead over the queue as it stands: no further commit lands, every rollout succeeds and takes as long
 * as expected, and tests that are under way pass when they should. Stops where nothing can go any more.
 */
export function forecastRollouts(input: ForecastInput): Forecast {
  const { stopped } = input;
  if (stopped !== null) return { rollouts: [], waiting: input.queue.map(({ sha }) => ({ sha, ...stopped })) };
  const view = openTests(input);
  const rollouts: ForecastRollout[] = [];
  let taken = 0;
  let at: number | null = Math.max(input.now, input.freeAt);
  while (taken < input.queue.length) {
    at = input.nextStart(at);
    if (at === null) return { rollouts, waiting: waitForOpening(input, taken) };
    view.passUntil(at);
    const selection: Selection = selectCommits({ queue: view.queue.slice(taken), policy: input.policy, now: at });
    if (selection.action === "deploy") {
      rollouts.push(foresee(input, { at, taken, count: selection.count }));
      taken += selection.count;
      at += input.policy.rolloutSeconds;
    } else {
      at = nextPass(input, { taken, after: at });
      if (at === null) return { rollouts, waiting: describeRest(input, taken, selection) };
    }
  }
  return { rollouts, waiting: [] };
}

/** The queue as it will be; its tests pass as time goes on, which it only does forwards. */
function openTests({ queue, now }: ForecastInput): { queue: QueuedCommit[]; passUntil: (at: number) => void } {
  const seen: QueuedCommit[] = [...queue];
  const coming = queue
    .flatMap((commit, position) =>
      passTime(commit, now) === null ? [] : { position, at: passTime(commit, now) as number },
    )
    .sort((a, b) => a.at - b.at);
  let passed = 0;
  return {
    queue: seen,
    passUntil(at) {
      for (let next = coming[passed]; next && next.at <= at; next = coming[++passed]) {
        seen[next.position] = { ...(queue[next.position] as ForecastCommit), tests: "passed" };
      }
    },
  };
}

const underWay: readonly CommitTestStatus[] = ["pending", "running"];

/** When a commit's tests pass by assumption: never at `now`, when it is known that they have not. */
function passTime({ tests, expectedPassAt }: ForecastCommit, now: number): number | null {
  if (!underWay.includes(tests) || expectedPassAt == null) return null;
  return Math.max(expectedPassAt, now + 1);
}

/** The next moment that brings a result within reach of the cap; the clock alone makes no commit a candidate. */
function nextPass({ queue, policy, now }: ForecastInput, from: { taken: number; after: number }): number | null {
  const times = queue
    .slice(from.taken, from.taken + policy.maxCommits)
    .map((commit) => passTime(commit, now) ?? Number.NEGATIVE_INFINITY)
    .filter((time) => time > from.after);
  return times.length === 0 ? null : Math.min(...times);
}

function foresee(
  input: ForecastInput,
  { at, taken, count }: { at: number; taken: number; count: number },
): ForecastRollout {
  const commits = input.queue.slice(taken, taken + count);
  const target = commits.at(-1);
  const tests = target && target.tests !== "passed" ? `if the tests of ${shortSha(target.sha)} pass` : null;
  const assumes = [tests, input.condition].filter((each) => each !== null).join(" and ");
  return {
    shas: commits.map((commit) => commit.sha),
    startsAt: at,
    endsAt: at + input.policy.rolloutSeconds,
    assumes: assumes === "" ? null : assumes,
  };
}

function waitForOpening({ queue }: ForecastInput, taken: number): Forecast["waiting"] {
  return queue
    .slice(taken)
    .map(({ sha }) => ({ sha, code: "no-opening", text: "No time to start a rollout is in sight" }));
}

/** Why the rest waits, by what is known of it now and not by what was assumed. */
function describeRest(input: ForecastInput, taken: number, selection: Selection): Forecast["waiting"] {
  const rest: SelectionInput = { queue: input.queue.slice(taken), policy: input.policy, now: input.now };
  return describeQueue(rest, selection).map(({ sha, reason }) => ({ sha, ...reason }));
}
