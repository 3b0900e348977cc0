import { pickLimits } from "@/lib/contracts/pick-limits";
import { listParticipants } from "@/lib/db/hosts";
import type { ProjectRow } from "@/lib/db/projects";
import { findNextWindowNumber, hasRolloutBegun, openWindow } from "@/lib/db/shadow-windows";
import { bakeSeconds } from "@/lib/domain/canary/bake-seconds";
import { choosePoser } from "@/lib/domain/canary/choose-poser";
import { readBaseline } from "../canary/read-baseline";
import type { WorkerContext } from "../context";
import { findWatchedStage } from "./find-watched-stage";

/** Lets the next host pose as canary, measured first as before a deploy; not while a rollout is under way. */
export async function beginWindow(ctx: WorkerContext, project: ProjectRow): Promise<void> {
  const { id: projectId, policy, policyRevision } = project;
  const { prisma } = ctx.db;
  const watched = findWatchedStage(policy);
  if (!watched || (await hasRolloutBegun(prisma, { projectId, since: null }))) return;
  const number = await findNextWindowNumber(prisma, projectId);
  const { sameLabels, accessLog } = policy.canary;
  const posing = choosePoser(await listParticipants(prisma, projectId), { window: number, sameLabels });
  if (!posing) return;
  const { poser, control, revision } = posing;
  const arms = { canary: [poser], control };
  const { poll } = watched.bake;
  const baseline = accessLog ? await readBaseline(ctx, { policy, arms, accessLog, poll }) : null;
  const seconds = bakeSeconds(watched.bake, accessLog?.delay ?? 0);
  const host = { hostId: poser.id, hostName: poser.name, revision };
  await openWindow(prisma, {
    projectId,
    number,
    ...host,
    policyRevision,
    limits: pickLimits(policy.canary),
    baseline,
    seconds,
  });
}
