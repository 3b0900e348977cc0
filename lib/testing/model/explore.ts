import { isFinal } from "@/lib/domain/rollout/states";
import { moveHosts } from "./move-hosts";
import { movePeople } from "./move-people";
import { idleWorker, moveWorkers } from "./move-workers";
import { forgetSpent, nameWorld } from "./same-worlds";
import type { Guards, ModelHost, Move, World } from "./world";

export type Exploration = {
  states: number;
  /** Final states that were reached. */
  ends: Set<string>;
  /** What should never be, with the moves that lead there; the first that was found. */
  wrong: { what: string; path: string[] } | null;
};

/** More states than this are a mistake of the model. */
const mostStates = 1_000_000;

/** Visits every world that can come of a new rollout, breadth first, so that the way to what is wrong is a short one. */
export function explore(from: "proposed" | "pending", stages: number[], guards: Guards): Exploration {
  const worlds: World[] = [beginWorld(from, stages)];
  const indexes = new Map([[nameWorld(worlds[0] as World), 0]]);
  const origins: { before: number; name: string }[] = [{ before: -1, name: "begin" }];
  const sources: number[][] = [[]];
  const ends = new Set<string>();
  const report = (what: string, at: number, last: string | null): Exploration => {
    const path = last === null ? [] : [last];
    for (let each = at; each > 0; each = origins[each]?.before ?? 0) path.unshift(origins[each]?.name ?? "");
    return { states: worlds.length, ends, wrong: { what, path } };
  };

  for (let at = 0; at < worlds.length; at++) {
    const world = worlds[at] as World;
    const problem = findProblem(world);
    if (problem) return report(problem, at, null);
    if (isFinal(world.row.state)) ends.add(world.row.state);
    for (const { name, to: moved, wrong } of listMoves(world, guards)) {
      if (wrong) return report(wrong, at, name);
      const to = forgetSpent(moved, guards);
      if (isFinal(world.row.state) && to.row.state !== world.row.state) {
        return report(`It was ${world.row.state} and became ${to.row.state}.`, at, name);
      }
      const key = nameWorld(to);
      const known = indexes.get(key);
      const index = known ?? worlds.push(to) - 1;
      if (known !== undefined) {
        sources[index]?.push(at);
        continue;
      }
      sources.push([at]);
      indexes.set(key, index);
      origins[index] = { before: at, name };
      if (worlds.length > mostStates) throw new Error("The model has too many states.");
    }
  }
  const stuck = findStuck(worlds, sources);
  return stuck === null ? { states: worlds.length, ends, wrong: null } : report("No end can be reached.", stuck, null);
}

function listMoves(world: World, guards: Guards): Move[] {
  return [...moveWorkers(world, guards), ...moveHosts(world, guards), ...movePeople(world, guards)];
}

function beginWorld(state: "proposed" | "pending", stages: number[]): World {
  const host: ModelHost = { stage: 0, state: "queued", attempt: 0, fates: ["none", "none"], probe: "none" };
  const none = stages.map(() => false);
  return {
    row: { state, stage: 0, abort: false, question: state === "proposed" ? "commit" : null, lease: null },
    hosts: stages.flatMap((hosts, stage) => Array.from({ length: hosts }, () => ({ ...host, stage }))),
    workers: [idleWorker, idleWorker],
    asked: { deploys: none, probes: false, looks: none },
    verdicts: stages.map(() => null),
  };
}

/** What must be true of every world by itself. */
function findProblem({ row, hosts }: World): string | null {
  if (hosts.some(({ fates }) => fates.every((fate) => fate === "running"))) return "Two deploys run on one host.";
  if (hosts.some(({ state, fates, attempt }) => state === "succeeded" && fates[attempt] !== "succeeded")) {
    return "A host counts as deployed that is not.";
  }
  if (!isFinal(row.state)) return null;
  if (row.abort && row.state !== "aborted" && row.state !== "discarded") {
    return `It ${row.state} though an abort was recorded before.`;
  }
  const open = hosts.find(({ state }) => state === "queued" || state === "running" || state === "unknown");
  if (open) return `It is ${row.state} with a host that is ${open.state}.`;
  const busy = hosts.some(({ state, fates }) => state !== "exhausted" && fates.includes("running"));
  return busy ? `It is ${row.state} and a host is at work.` : null;
}

/** A world from which no end can be reached any more; null = there is none. */
function findStuck(worlds: World[], sources: number[][]): number | null {
  const reaches = new Uint8Array(worlds.length);
  const open = worlds.flatMap((world, index) => (isFinal(world.row.state) ? [index] : []));
  for (const index of open) reaches[index] = 1;
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    for (const source of sources[index] ?? []) {
      if (reaches[source]) continue;
      reaches[source] = 1;
      open.push(source);
    }
  }
  const stuck = reaches.indexOf(0);
  return stuck === -1 ? null : stuck;
}
