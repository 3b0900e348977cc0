import { setTimeout as wait } from "node:timers/promises";
import type { RolloutRow } from "@/lib/db/rollouts";
import { findBaseline, isStageUntouched, listStages, storeBaseline } from "@/lib/db/stages";
import { workAlone } from "@/lib/db/work-alone";
import type { WorkerContext } from "../context";
import { findArms } from "./find-arms";
import { readBaseline } from "./read-baseline";

/** How long a job waits for another that measures; reading the logs of a large fleet takes some seconds. */
const longestWaitMs = 60_000;

/**
 * Measures, before the first host of a watched stage is deployed, what its hosts and their controls do: how long their
 * requests take, which endpoints they have, and how much they differ by themselves. Does nothing when that is done, and
 * never keeps a deploy from going on.
 */
export async function measureBaseline(
  ctx: WorkerContext,
  rollout: RolloutRow,
  stageId: number,
  waitMs = longestWaitMs,
): Promise<void> {
  const stages = await listStages(ctx.db.prisma, rollout.id);
  const stage = stages.find(({ id }) => id === stageId);
  const { bake } = rollout.policy.stages[stage?.index ?? -1] ?? {};
  const { accessLog } = rollout.policy.canary;
  if (!bake?.analysis || !accessLog || stage?.deployedAt) return;
  const measure = async () => {
    if ((await findBaseline(ctx.db.prisma, stageId)) || !(await isStageUntouched(ctx.db.prisma, stageId))) return;
    const arms = await findArms(ctx.db.prisma, rollout, { id: stageId, baseline: null, isDeployed: false });
    const baseline = await readBaseline(ctx, { policy: rollout.policy, arms, accessLog, poll: bake.poll });
    await storeBaseline(ctx.db.prisma, stageId, baseline);
  };
  try {
    // Other jobs of the stage wait for the one that measures: a host they deployed would no longer be as before. Its
    // worker may be frozen, so once they have waited enough they go on without a baseline.
    const until = performance.now() + waitMs;
    while (!(await workAlone(ctx.db, { what: "baseline", id: stageId }, measure))) {
      if (ctx.stopping.aborted || !(await isStageUntouched(ctx.db.prisma, stageId))) return;
      if (performance.now() >= until) {
        ctx.logger.warn({ rollout: rollout.id }, "the canary's hosts are not measured: another worker is stuck at it");
        return;
      }
      await wait(200);
    }
  } catch (error) {
    ctx.logger.warn({ err: error, rollout: rollout.id }, "the canary's hosts could not be measured before the deploy");
  }
}
