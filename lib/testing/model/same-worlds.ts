import { isFinal } from "@/lib/domain/rollout/states";
import { idleWorker } from "./move-workers";
import type { Guards, ModelHost, ModelWorker, World } from "./world";

/** Leaves out what can no longer make a difference, so that worlds with the same future are one. */
export function forgetSpent(world: World, guards: Guards): World {
  const { row } = world;
  const [first, second] = world.workers.map((worker) => forgetDoomed(worker, guards)) as World["workers"];
  // Which of the two is the first makes no difference.
  const swap = nameWorker(first) > nameWorker(second);
  const lease = swap && row.lease !== null ? ((1 - row.lease) as 0 | 1) : row.lease;
  const isOver = isFinal(row.state) || row.state === "failing" || row.state === "aborting";
  return {
    row: { ...row, lease },
    workers: swap ? [second, first] : [first, second],
    hosts: world.hosts.map(forgetTold),
    asked: { ...world.asked, looks: world.asked.looks.map((asked, at) => asked && at === row.stage && !isOver) },
    verdicts: world.verdicts.map((verdict, at) => (at === row.stage && !isOver ? verdict : null)),
  };
}

/** A write that touches no row is none. */
function forgetDoomed(worker: ModelWorker, guards: Guards): ModelWorker {
  if (worker.doing !== "acting") return worker;
  const isDoomed = (guards.version && !worker.isFresh) || (guards.epoch && !worker.hasEpoch);
  return isDoomed ? idleWorker : worker;
}

/** How an attempt ended is of no use once that is recorded, or another one was queued. */
function forgetTold(host: ModelHost): ModelHost {
  const [first, second] = host.fates.map((fate, attempt) => {
    const isOpen = fate === "none" || fate === "claimed" || fate === "running";
    const isUntold = host.state === "running" || host.state === "unknown" || host.probe !== "none";
    const isWanted = attempt === host.attempt && isUntold;
    return isOpen || isWanted || host.state === "succeeded" ? fate : "closed";
  }) as ModelHost["fates"];
  return { ...host, fates: [first, second] };
}

export function nameWorld({ row, workers, hosts, asked, verdicts }: World): string {
  return [
    [row.state, row.stage, row.abort, row.question, row.lease].join(),
    workers.map(nameWorker).join("+"),
    hosts.map(({ state, attempt, fates, probe }) => [state, attempt, ...fates, probe].join()).join("+"),
    [asked.probes, ...asked.deploys, ...asked.looks, ...verdicts].join(),
  ].join("|");
}

function nameWorker({ doing, read, isFresh, hasEpoch, next }: ModelWorker): string {
  const step = next && (next.step === "apply" ? next.event : next.step);
  return [doing, read?.state, read?.stage, read?.abort, read?.question, isFresh, hasEpoch, step].join();
}
