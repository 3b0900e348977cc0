import { insertShadowSamples, listShadowSamples } from "@/lib/db/canary-samples";
import { listParticipants } from "@/lib/db/hosts";
import { findProject, type ProjectRow } from "@/lib/db/projects";
import {
  claimWindowLook,
  endWindow,
  findOpenWindow,
  hasRolloutBegun,
  type WindowEnd,
  type WindowRow,
} from "@/lib/db/shadow-windows";
import { inTransaction } from "@/lib/db/transaction";
import { workAlone } from "@/lib/db/work-alone";
import { choosePoserControls } from "@/lib/domain/canary/choose-poser";
import { findFailedLimits } from "@/lib/domain/canary/find-failed-limits";
import { judgeCanary } from "@/lib/domain/canary/judge-canary";
import { buildCanaryInput } from "@/lib/queries/build-canary-input";
import type { Arms } from "../canary/find-arms";
import { type OurClock, readOurClock } from "../canary/our-clock";
import { readArms } from "../canary/read-host";
import type { WorkerContext } from "../context";
import { beginWindow } from "./begin-window";
import { findWatchedStage, type WatchedStage } from "./find-watched-stage";

/** A window that nobody has looked at for so long after its end tells of another time; milliseconds. */
const patienceMs = 120_000;

/**
 * Judges a host to which nothing was deployed as if it were a canary, while no rollout is under way: how often that fails
 * is how often the limits are wrong. Decides nothing; even an error is only logged.
 */
export async function lookAtShadow(ctx: WorkerContext, { projectId }: { projectId: number }): Promise<void> {
  try {
    await workAlone(ctx.db, { what: "shadow", id: projectId }, async () => {
      const project = await findProject(ctx.db.prisma, projectId);
      const window = await findOpenWindow(ctx.db.prisma, projectId);
      if (project && window) await lookAtWindow(ctx, project, window);
      else if (project) await beginWindow(ctx, project);
    });
  } catch (error) {
    ctx.logger.warn({ err: error, project: projectId }, "a host that poses as canary could not be judged");
  }
}

type Scene = { project: ProjectRow; window: WindowRow; watched: WatchedStage; arms: Arms; clock: OurClock };

async function lookAtWindow(ctx: WorkerContext, project: ProjectRow, window: WindowRow): Promise<void> {
  const watched = findWatchedStage(project.policy);
  if (!watched) return endWithout(ctx, window, "The project file no longer asks for it.");
  if (!(await claimWindowLook(ctx.db.prisma, window.id, watched.bake.poll * 0.8))) return;
  const clock = await readOurClock(ctx.db.prisma);
  const arms = await findPosing(ctx, project, window);
  const scene = { project, window, watched, arms, clock };
  const before = await findTrouble(ctx, scene);
  if (before) return endWithout(ctx, window, before);
  await collect(ctx, scene);
  // What was read may be of after the first deploy of a rollout that began meanwhile.
  const after = await findTrouble(ctx, scene);
  if (after) return endWithout(ctx, window, after);
  await judge(ctx, scene);
}

/** The host that poses, and those it is compared with; none when they do not run what they ran. */
async function findPosing(ctx: WorkerContext, project: ProjectRow, window: WindowRow): Promise<Arms> {
  const { revision, baseline } = window;
  const hosts = await listParticipants(ctx.db.prisma, project.id);
  const poser = hosts.find(({ id, currentRevision }) => id === window.hostId && currentRevision === revision);
  if (!poser) return { canary: [], control: [] };
  const preferred = new Set(baseline?.hosts.map(({ hostId }) => hostId));
  const { sameLabels } = project.policy.canary;
  return { canary: [poser], control: choosePoserControls(hosts, { poser, revision, sameLabels, preferred }) };
}

/** Why the window cannot go on. */
async function findTrouble(ctx: WorkerContext, { project, window, arms, clock }: Scene): Promise<string | null> {
  const since = window.startedAt;
  if (await hasRolloutBegun(ctx.db.prisma, { projectId: project.id, since })) return "A rollout began.";
  if (window.policyRevision !== project.policyRevision) return "The project file was changed.";
  if (arms.control.length === 0) return "Too few hosts run the same revision.";
  return clock.now > window.endsAt.getTime() + patienceMs ? "Nobody looked at it in time." : null;
}

/** Stores what every host has logged since the look before. */
async function collect(ctx: WorkerContext, { project, window, watched, arms, clock }: Scene): Promise<void> {
  const before = await listShadowSamples(ctx.db.prisma, window.id);
  const { baseline } = window;
  const look = { policy: project.policy, before, baseline, clock, intervalMs: watched.bake.poll * 1000 };
  const readings = await readArms(ctx, look, arms);
  await insertShadowSamples(
    ctx.db.prisma,
    window.id,
    readings.flatMap(({ samples }) => samples),
  );
}

/** As of a real canary: a fail counts at any look, everything else at the end. */
async function judge(ctx: WorkerContext, { project, window, watched, clock }: Scene): Promise<void> {
  const input = buildCanaryInput({
    rollout: project,
    limits: project.policy.canary,
    stage: { id: window.id, index: watched.index, deployedAt: window.startedAt, bakeUntil: window.endsAt },
    earlier: [],
    samples: await listShadowSamples(ctx.db.prisma, window.id),
    baseline: window.baseline,
    hasControl: true,
    now: clock.now,
  });
  const { verdict, why } = judgeCanary(input);
  if (verdict !== "fail" && !input.final) return;
  const failedBy = verdict === "fail" ? findFailedLimits(input) : [];
  await end(ctx, window, { verdict, why, failedBy });
}

function endWithout(ctx: WorkerContext, window: WindowRow, why: string): Promise<void> {
  return end(ctx, window, { verdict: null, why, failedBy: [] });
}

function end(ctx: WorkerContext, window: WindowRow, by: WindowEnd): Promise<void> {
  return inTransaction(ctx.db.prisma, (tx) => endWindow(tx, window.id, by));
}
