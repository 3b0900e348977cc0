import { setTimeout as delay } from "node:timers/promises";
import type { RolloutView } from "@/lib/contracts/views";
import { projectSlug } from "../product/set-up-project";
import type { Demo } from "../run-demo";
import { checkConsistency, type Evidence } from "./check-consistency";
import { describeRollout, type ReportedRollout } from "./describe-rollout";

export type RolloutReport = {
  project: string;
  machines: number;
  seed: number;
  rollouts: ReportedRollout[];
  consistent: boolean;
  /** A sentence for each contradiction between the product and the machines. */
  problems: string[];
};

export type ReportOptions = {
  demo: Demo;
  /** Rollouts to wait for. */
  count: number;
  speed: number;
  signal: AbortSignal;
  say(line: string): void;
};

const finalStates = new Set(["succeeded", "failed", "aborted", "discarded"]);
const lookEveryMs = 500;
/** Longer than the demo's patience with a halt and the rollout after it together. */
const stalledAfterSeconds = 240;
/** The product asks a host a little after its deploy; a contradiction that stays longer is one. */
const settleMs = 15_000;

/**
 * Waits until `count` rollouts have ended, brings the automation to rest and compares what the product says with what
 * the machines say. Rejects with a sentence when the pipeline stalls.
 */
export async function reportRollouts(options: ReportOptions): Promise<RolloutReport> {
  const { demo, count } = options;
  const before = new Set((await listEnded(demo)).map((rollout) => rollout.number));
  await waitForRollouts(options, before);
  await bringToRest(options);
  const evidence = await settle(options);
  const problems = checkConsistency(evidence);
  const { state, fleet } = demo.world;
  return {
    project: projectSlug,
    machines: fleet.machines.length,
    seed: state.memory.seed,
    rollouts: evidence.rollouts
      .filter((rollout) => !before.has(rollout.number))
      .slice(0, count)
      .map(describeRollout),
    consistent: problems.length === 0,
    problems,
  };
}

async function listEnded(demo: Demo) {
  const rollouts = await demo.product.rollouts(100);
  return rollouts.filter((rollout) => finalStates.has(rollout.state)).reverse();
}

/** The trunk is closed as soon as the last wanted rollout is on its way, so that no other follows it. */
async function waitForRollouts({ demo, count, signal, speed, say }: ReportOptions, before: Set<number>): Promise<void> {
  const told = new Map<number, string>();
  let changedAt = Date.now();
  for (;;) {
    const rollouts = (await demo.product.rollouts(100)).filter((rollout) => !before.has(rollout.number)).reverse();
    for (const { number, state, stages, sentence } of rollouts) {
      const progress = `${state} ${stages.map((stage) => stage.state).join(" ")}`;
      if (told.get(number) === progress) continue;
      told.set(number, progress);
      changedAt = Date.now();
      say(`Rollout #${number}: ${sentence}`);
    }
    const ended = rollouts.filter((rollout) => finalStates.has(rollout.state)).length;
    if (rollouts.length >= count) demo.storyteller.closeTrunk();
    if (ended >= count) return;
    const quietSeconds = (Date.now() - changedAt) / 1000;
    if (quietSeconds > stalledAfterSeconds / Math.min(speed, 1)) throw new Error(describeStall(demo, ended));
    await delay(lookEveryMs, undefined, { signal });
  }
}

function describeStall(demo: Demo, ended: number): string {
  const view = demo.storyteller.lastView();
  const why = view
    ? (view.automation.halted?.reason ?? view.doing?.sentence ?? view.next.sentence)
    : "it never answered";
  return `The pipeline has stalled: ${ended} rollouts have ended and nothing has changed for ${stalledAfterSeconds} s. It says: ${why}`;
}

async function bringToRest({ demo, signal }: ReportOptions): Promise<void> {
  const { product, world } = demo;
  if (!(await product.now()).automation.halted) {
    world.state.haltedItself = true;
    world.save();
    await product.halt("The demo compares the fleet at rest with what is shown.");
  }
  await demo.storyteller.stop();
  while ((await product.now()).doing) await delay(lookEveryMs, undefined, { signal });
}

async function settle({ demo, signal }: ReportOptions): Promise<Evidence> {
  const until = Date.now() + settleMs;
  for (;;) {
    const evidence = await gather(demo);
    if (checkConsistency(evidence).length === 0 || Date.now() > until) return evidence;
    await delay(lookEveryMs, undefined, { signal });
  }
}

async function gather(demo: Demo): Promise<Evidence> {
  const { product, world } = demo;
  const rollouts: RolloutView[] = [];
  for (const ended of await listEnded(demo)) rollouts.push(await product.rollout(ended.number));
  const ranges = new Map<number, string[]>();
  for (const { number, fromRevision, toRevision } of rollouts) {
    if (fromRevision) ranges.set(number, await world.repository.range(fromRevision, toRevision));
  }
  const machines = await Promise.all(world.fleet.machines.map((machine) => world.fleet.ask(machine)));
  return { rollouts, now: await product.now(), machines, ranges };
}
