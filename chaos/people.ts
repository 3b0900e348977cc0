import { setTimeout as delay } from "node:timers/promises";
import { listOpenRollBackWishes } from "@/lib/db/roll-back-wishes";
import { isFinal, type RolloutState } from "@/lib/domain/rollout/states";
import { haltAutomation } from "@/lib/services/projects/halt-automation";
import { resumeAutomation } from "@/lib/services/projects/resume-automation";
import { startRollback } from "@/lib/services/rollbacks/start-rollback";
import { abortRollout } from "@/lib/services/rollouts/abort-rollout";
import { extendCanary } from "@/lib/services/rollouts/extend-canary";
import { resolveHold } from "@/lib/services/rollouts/resolve-hold";
import { stopCanary } from "@/lib/services/rollouts/stop-canary";
import type { World } from "./world";

const lookMs = 700;

/** Share of the looks at a running rollout at which somebody stops it. */
const abortShare = 0.03;

/** Share of the looks at a canary that is being watched at which somebody stops it early, or has it watched longer. */
const watchActShare = 0.1;

/** Share of the looks at a project without a rollout at which somebody takes production back. */
const rollbackShare = 0.08;

export type People = {
  /** They land, abort and stop nothing more, and only bring to an end what is held. */
  calmDown(): void;
  /** Settles once nothing is under way; rejects after so many seconds. */
  untilIdle(seconds: number): Promise<void>;
  leave(): Promise<void>;
};

/** Whoever works with the product: lands commits, stops rollouts, decides about held ones, lets the automation go on. */
export function bringPeople(world: World): People {
  let isCalm = false;
  let hasLeft = false;
  let idleLooks = 0;
  const working = (async () => {
    while (!hasLeft) {
      // What cannot be done while a server is away is done at the next look.
      const isIdle = await act(world, isCalm).catch(() => false);
      idleLooks = isIdle ? idleLooks + 1 : 0;
      await delay(lookMs);
    }
  })();
  return {
    calmDown() {
      isCalm = true;
      idleLooks = 0;
    },
    async untilIdle(seconds) {
      const until = Date.now() + seconds * 1000;
      while (idleLooks < 3 && Date.now() < until) await delay(lookMs);
    },
    async leave() {
      hasLeft = true;
      await working;
    },
  };
}

/** One look of somebody; true when nothing is under way. */
async function act(world: World, isCalm: boolean): Promise<boolean> {
  const { system, random } = world;
  const { db, ctx, projectId } = system;
  // What has landed and waits is not begun any more, or one rollout would follow the other.
  if (isCalm && (await haltIfNot(world))) return false;
  const rollout = await db.prisma.rollout.findFirst({ where: { projectId }, orderBy: { number: "desc" } });
  if (!rollout || isFinal(rollout.state as RolloutState)) {
    if (!isCalm) await goOn(world);
    // The rollback that was asked for with an abort begins a moment after the end.
    return isCalm && (await listOpenRollBackWishes(db.prisma)).length === 0;
  }
  if (rollout.state === "held") {
    const action = random.pick(["continue", "extend", "fail"] as const);
    await resolveHold(ctx, { rolloutId: rollout.id, action, reason: "as good as any" });
  } else if (!isCalm && rollout.state === "baking" && random.chance(watchActShare)) {
    await decideWatched(world, rollout);
  } else if (!isCalm && random.chance(abortShare)) {
    await abortRollout(ctx, { rolloutId: rollout.id, ...(random.chance(0.4) && { thenRollBack: {} }) });
    world.checker.tell({ what: "aborted", rolloutId: rollout.id });
  }
  return false;
}

/** The numbers are bad enough for one, and too few for another. */
async function decideWatched(
  { system: { db, ctx }, random }: World,
  { id, stageIndex }: { id: number; stageIndex: number },
): Promise<void> {
  const stage = await db.prisma.stage.findFirstOrThrow({ where: { rolloutId: id, index: stageIndex } });
  const watched = { rolloutId: id, stage: stage.name };
  if (random.chance(0.3)) return stopCanary(ctx, watched);
  await extendCanary(ctx, { ...watched, until: (stage.bakeUntil?.getTime() ?? 0) + 2000 });
}

/** True when the automation was at work until now. */
async function haltIfNot({ system: { db, ctx, projectId } }: World): Promise<boolean> {
  const { haltedAt } = await db.prisma.project.findUniqueOrThrow({ where: { id: projectId } });
  if (haltedAt === null) await haltAutomation(ctx, { projectId, reason: "that is enough" });
  return haltedAt === null;
}

/** The automation is let go on after a halt, and something lands, or production is taken back. */
async function goOn({ system, checker, random }: World): Promise<void> {
  const { db, ctx, projectId } = system;
  const project = await db.prisma.project.findUniqueOrThrow({ where: { id: projectId } });
  if (project.haltedAt) await resumeAutomation(ctx, { projectId, reason: "nothing is the matter", markBad: [] });
  if (random.chance(rollbackShare)) {
    const wish = { projectId, to: null, reason: "to see it work", watchCanary: random.chance(0.5), allHosts: false };
    await startRollback(ctx, { ...wish, acceptRisks: true });
    return;
  }
  const waiting = await db.prisma.testRun.count({ where: { projectId, sha: { notIn: await listShas(system) } } });
  // What landed while nobody could see it is enough.
  if (waiting > 2) return;
  const sha = await system.land();
  checker.tell({ what: "reported", sha });
}

async function listShas({ db, projectId }: World["system"]): Promise<string[]> {
  const commits = await db.prisma.commit.findMany({ where: { projectId }, select: { sha: true } });
  return commits.map(({ sha }) => sha);
}
