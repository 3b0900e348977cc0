import { isFinal } from "@/lib/domain/rollout/states";
import type { RolloutEventName } from "@/lib/domain/rollout/transitions";
import { applyEvent } from "./move-workers";
import type { Guards, ModelHost, Move, Verdict, World } from "./world";

/** Everything that people can do next, and what the numbers can say. */
export function movePeople(world: World, guards: Guards): Move[] {
  return [...abort(world), ...forceStop(world), ...answer(world, guards), ...judge(world)];
}

function abort(world: World): Move[] {
  const { row } = world;
  if (row.abort || row.state === "failing" || isFinal(row.state)) return [];
  return [{ name: "a person aborts", to: { ...world, row: { ...row, abort: true } } }];
}

/** Nobody who has it in hand is waited for: the lease ends, and whatever is in the middle is asked about no more. */
function forceStop(world: World): Move[] {
  const { row } = world;
  if (!row.abort || isFinal(row.state)) return [];
  const state = row.state === "proposed" ? "discarded" : "aborted";
  const workers = world.workers.map((worker) => ({ ...worker, isFresh: false, hasEpoch: false })) as World["workers"];
  const hosts = world.hosts.map((host): ModelHost => {
    if (host.state === "queued") return { ...host, state: "skipped" };
    return host.state === "running" || host.state === "unknown" ? { ...host, state: "exhausted" } : host;
  });
  const to = { ...world, row: { ...row, state, question: null, lease: null }, hosts, workers } as World;
  return [{ name: "a person force-stops", to }];
}

/** A person decides under a lease of their own, taken, used and given back at once. */
function answer(world: World, guards: Guards): Move[] {
  const { row } = world;
  if (row.lease !== null || row.abort) return [];
  const { lease: _, ...read } = row;
  const by = { doing: "acting", read, isFresh: true, hasEpoch: true, next: null } as const;
  const [first, second] = world.workers.map((worker) => ({ ...worker, hasEpoch: false })) as World["workers"];
  const taken: World = { ...world, workers: [first, second] };
  return listAnswers(world).map((event) => applyEvent(taken, { event, by, name: `a person: ${event}` }, guards));
}

function listAnswers({ row, verdicts }: World): RolloutEventName[] {
  if (row.state === "proposed") return ["approved", "declined"];
  if (row.state === "pending") return row.question === "start" ? ["started", "declined"] : [];
  // The model has a verdict at the end of the bake alone: more time takes it back, as if it had been given before.
  if (row.state === "baking") return row.stage === 0 ? ["extended", "stageRejected"] : [];
  if (row.state !== "held") return [];
  return ["resumed", row.stage === verdicts.length - 1 ? "lastStageOverridden" : "overridden", "stageRejected"];
}

/** A look at a stage ends with a verdict, however late; one on a stage that was left is heard by nobody. */
function judge(world: World): Move[] {
  const isHeard = world.row.state === "baking" || world.row.state === "held";
  return world.asked.looks.flatMap((asked, stage) => {
    if (!asked || !isHeard || stage !== world.row.stage) return [];
    return (["pass", "fail", "inconclusive"] as const).map((verdict: Verdict) => ({
      name: `the verdict on stage ${stage} is ${verdict}`,
      to: { ...world, verdicts: world.verdicts.map((old, at) => (at === stage ? verdict : old)) },
    }));
  });
}
