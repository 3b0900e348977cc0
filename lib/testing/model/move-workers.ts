import { decideNext } from "@/lib/domain/rollout/decide-next";
import type { HostCounts, RolloutSnapshot } from "@/lib/domain/rollout/snapshot";
import { plainRollout, plainStage } from "@/lib/domain/rollout/snapshot-fixture";
import { isFinal } from "@/lib/domain/rollout/states";
import { type RolloutEventName, transition } from "@/lib/domain/rollout/transitions";
import { type Guards, type ModelHost, type ModelWorker, type Move, type World, withWorker } from "./world";

/** The end of the bake and of its extension; everything that is timed is due. */
const now = 1000;

const nothing = { doing: "nothing", read: null, next: null, isFresh: false, hasEpoch: false } as const;

export const idleWorker: ModelWorker = nothing;

/** Everything that can happen next to the two workers: a look in three parts, a crash, a lease that lapses. */
export function moveWorkers(world: World, guards: Guards): Move[] {
  const moves = ([0, 1] as const).flatMap((index) => moveWorker(world, index, guards));
  if (world.row.lease !== null) {
    moves.push({ name: "the lease lapses", to: { ...world, row: { ...world.row, lease: null } } });
  }
  return moves;
}

function moveWorker(world: World, index: 0 | 1, guards: Guards): Move[] {
  const worker = world.workers[index];
  const name = `worker ${index + 1}`;
  if (worker.doing === "nothing") {
    return world.row.lease === null ? [{ name: `${name} reads the row`, to: readRow(world, index) }] : [];
  }
  const crash = { name: `${name} dies`, to: withWorker(world, index, nothing) };
  if (worker.doing === "acting") return [crash, act(world, index, guards)];
  const next = decideNext(toSnapshot(world, worker), now);
  const decided = withWorker(world, index, { doing: "acting", next });
  // What is asked of the queue is done late anyway, so that asking can be one with deciding.
  return [crash, next.step === "apply" ? { name: `${name} decides`, to: decided } : act(decided, index, guards)];
}

function readRow(world: World, index: 0 | 1): World {
  const { lease: _, ...read } = world.row;
  const taken = withWorker({ ...world, row: { ...world.row, lease: index } }, index === 0 ? 1 : 0, { hasEpoch: false });
  return withWorker(taken, index, { doing: "counting", read, isFresh: true, hasEpoch: true });
}

function act(world: World, index: 0 | 1, guards: Guards): Move {
  const worker = world.workers[index];
  const isHolder = worker.hasEpoch && world.row.lease === index;
  const done = withWorker(
    { ...world, row: { ...world.row, lease: isHolder ? null : world.row.lease } },
    index,
    nothing,
  );
  const name = `worker ${index + 1} takes the step ${worker.next?.step}`;
  const stage = worker.read?.stage ?? 0;
  const at = (flags: boolean[]) => flags.map((flag, each) => flag || each === stage);
  switch (worker.next?.step) {
    case "deploy-hosts":
      return { name, to: { ...done, asked: { ...done.asked, deploys: at(done.asked.deploys) } } };
    case "probe-hosts":
      return { name, to: { ...done, asked: { ...done.asked, probes: true } } };
    case "look-at-canary":
      return { name, to: { ...done, asked: { ...done.asked, looks: at(done.asked.looks) } } };
    case "apply":
      return applyEvent(done, { event: worker.next.event, by: worker, name: `${name} ${worker.next.event}` }, guards);
    default:
      return { name, to: done };
  }
}

/** The guarded update. */
export function applyEvent(
  world: World,
  change: { event: RolloutEventName; by: ModelWorker; name: string },
  guards: Guards,
): Move {
  const { event, by, name } = change;
  const { row } = world;
  const isForced = event === "abortRequested" || event === "hostsIdle";
  if (guards.version && !by.isFresh) return { name: `${name} (too late)`, to: world };
  if (guards.epoch && !by.hasEpoch) return { name: `${name} (taken over)`, to: world };
  if (guards.abort && row.abort && !isForced) return { name: `${name} (an abort came first)`, to: world };
  const state = by.read && transition(by.read.state, event);
  if (!state) return { name, to: world, wrong: `${event} means nothing to a rollout that is ${by.read?.state}.` };
  const goesOn = event === "stagePassed" || event === "confirmed" || event === "overridden";
  const stage = row.stage + (goesOn ? 1 : 0);
  const hosts = isFinal(state) && state !== "succeeded" ? skipQueued(world.hosts) : world.hosts;
  const isLonger = event === "resumed" || event === "extended";
  const verdicts = world.verdicts.map((verdict, at) => (isLonger && at === row.stage ? null : verdict));
  const [first, second] = world.workers.map((worker) => ({ ...worker, isFresh: false })) as World["workers"];
  const question = ({ approved: "start", questionAsked: "continue" } as const)[event as "approved"] ?? null;
  const to = { ...world, row: { ...row, state, stage, question }, hosts, verdicts, workers: [first, second] } as World;
  const wrong = by.isFresh ? null : `${event} changed a rollout that was no longer what had been read.`;
  return { name, to, ...(wrong && { wrong }) };
}

const skipQueued = (hosts: ModelHost[]): ModelHost[] =>
  hosts.map((host) => (host.state === "queued" ? { ...host, state: "skipped" } : host));

/** The row as it was read a while ago, the hosts as they are now. */
function toSnapshot(world: World, { read }: ModelWorker): RolloutSnapshot {
  if (!read) throw new Error("nothing was read");
  const deployedAt = read.state === "deploying" ? null : 0;
  return {
    ...plainRollout,
    state: read.state,
    stageIndex: read.stage,
    abortRequested: read.abort,
    abortBy: "ana",
    question: read.question,
    failurePercent: 50,
    stages: world.verdicts.map((verdict, index) => ({
      ...plainStage(index),
      hosts: countHosts(world.hosts.filter((host) => host.stage === index)),
      unknownOpen: world.hosts.filter((host) => host.stage === index && host.state === "unknown").length,
      bake: index === 0 ? { analysis: true, for: 1, extendTo: 1, poll: 1 } : null,
      deployedAt,
      bakeUntil: deployedAt === null ? null : now,
      verdict: verdict && { verdict, why: `It is ${verdict}.`, at: now, reason: "too-few-requests" },
    })),
  };
}

function countHosts(hosts: ModelHost[]): HostCounts {
  const counts = { total: hosts.length, queued: 0, running: 0, succeeded: 0, failed: 0, skipped: 0, unknown: 0 };
  for (const { state } of hosts) counts[state === "exhausted" ? "unknown" : state] += 1;
  return counts;
}
