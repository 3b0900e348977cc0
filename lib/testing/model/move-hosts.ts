import { isFinal } from "@/lib/domain/rollout/states";
import { type Guards, type ModelHost, type Move, type World, withFate, withHost } from "./world";

/** Failed and unknown hosts that stand in the way of starting another one. */
const allowedFailures = 1;

/** Everything that can happen next to the hosts: claims, starts, ends, reports, losses and questions. */
export function moveHosts(world: World, guards: Guards): Move[] {
  return world.hosts.flatMap((host, index) => [
    ...claim(world, host, index, guards),
    ...start(world, host, index),
    ...end(world, host, index),
    ...probe(world, host, index, guards),
  ]);
}

function claim(world: World, host: ModelHost, index: number, guards: Guards): Move[] {
  if (host.state !== "queued" || !world.asked.deploys[host.stage]) return [];
  if (world.row.state !== "deploying") return [];
  if (guards.abort && world.row.abort) return [];
  const bad = world.hosts.filter(({ state }) => state === "failed" || state === "unknown" || state === "exhausted");
  if (bad.length > allowedFailures) return [];
  const to = withHost(world, index, { state: "running", fates: withFate(host, host.attempt, "claimed") });
  const wrong = world.row.abort ? "A host was taken after the abort." : undefined;
  return [{ name: `host ${index} is taken`, to, ...(wrong && { wrong }) }];
}

/** The worker that took the attempt starts it now or much later, hears the abort first, or dies. */
function start(world: World, host: ModelHost, index: number): Move[] {
  const attempts = ([0, 1] as const).filter((attempt) => host.fates[attempt] === "claimed");
  return attempts.flatMap((attempt) => {
    const isIts = host.state === "running" && host.attempt === attempt;
    const never = { fates: withFate(host, attempt, "closed") };
    const moves: Move[] = [
      { name: `the worker of host ${index} dies before it starts it`, to: withHost(world, index, never) },
    ];
    const isStale = attempt === 0 && host.fates[1] !== "none" && host.fates[1] !== "claimed";
    const isBusy = host.fates.includes("running");
    if (isStale || isBusy || world.row.abort) {
      const to = withHost(world, index, { ...never, ...(isIts && { state: "failed" as const }) });
      moves.push({ name: `attempt ${attempt + 1} on host ${index} is refused or stopped`, to });
    }
    if (!isStale && !isBusy) {
      const to = withHost(world, index, { fates: withFate(host, attempt, "running") });
      const isLate = isFinal(world.row.state) && host.state !== "exhausted";
      const wrong = isLate ? "A host was started after the end of the rollout." : undefined;
      moves.push({ name: `attempt ${attempt + 1} starts on host ${index}`, to, ...(wrong && { wrong }) });
    }
    return moves;
  });
}

/** A command ends on the host; its worker reports that, or the worker is given up first. */
function end(world: World, host: ModelHost, index: number): Move[] {
  const moves: Move[] = [];
  for (const attempt of [0, 1] as const) {
    if (host.fates[attempt] !== "running") continue;
    for (const fate of ["succeeded", "failed"] as const) {
      const to = withHost(world, index, { fates: withFate(host, attempt, fate) });
      moves.push({ name: `attempt ${attempt + 1} on host ${index} ${fate}`, to });
    }
  }
  if (host.state !== "running") return moves;
  const fate = host.fates[host.attempt];
  if (fate === "succeeded" || fate === "failed") {
    moves.push({ name: `host ${index} is reported ${fate}`, to: withHost(world, index, { state: fate }) });
  }
  moves.push({ name: `host ${index} is given up as lost`, to: withHost(world, index, { state: "unknown" }) });
  return moves;
}

function probe(world: World, host: ModelHost, index: number, guards: Guards): Move[] {
  const moves: Move[] = [];
  if (host.state === "unknown" && world.asked.probes && host.probe === "none") {
    moves.push({ name: `host ${index} is asked`, to: withHost(world, index, { probe: "asked" }) });
    moves.push({ name: `host ${index} never answers`, to: withHost(world, index, { state: "exhausted" }) });
  }
  if (host.probe === "none") return moves;
  moves.push({ name: `the question to host ${index} is lost`, to: withHost(world, index, { probe: "none" }) });
  moves.push({ name: `host ${index} answers`, to: takeAnswer(world, host, index, guards) });
  return moves;
}

function takeAnswer(world: World, host: ModelHost, index: number, guards: Guards): World {
  const answered: ModelHost = { ...host, probe: "none" };
  const fate = host.fates[host.attempt];
  if (fate === "running" && !world.row.abort) return withHost(world, index, answered);
  // What still runs after an abort is ended; what has not begun must not begin any more.
  if (fate === "running") answered.fates = withFate(host, host.attempt, "failed");
  if (fate === "claimed" && guards.closing) answered.fates = withFate(host, host.attempt, "closed");
  // One that is no longer asked may still have an answer on its way.
  if (host.state !== "unknown" && host.state !== "exhausted") return withHost(world, index, answered);
  if (fate === "succeeded") return withHost(world, index, { ...answered, state: "succeeded" });
  const isGoing = world.row.state === "deploying" && !world.row.abort;
  const again = host.attempt === 0 && (isGoing || !guards.ended);
  return withHost(world, index, {
    ...answered,
    ...(again ? { state: "queued", attempt: 1 } : { state: "failed" }),
  });
}
