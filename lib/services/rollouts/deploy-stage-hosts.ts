import { type ClaimedDeploy, claimHostDeploys, countRolloutHosts } from "@/lib/db/host-deploys";
import { notifyChange } from "@/lib/db/notify";
import { retryWhileUnavailable } from "@/lib/db/retry-while-unavailable";
import { findRollout, type RolloutRow } from "@/lib/db/rollouts";
import { listStages } from "@/lib/db/stages";
import { inTransaction } from "@/lib/db/transaction";
import { triesEveryHost } from "@/lib/domain/rollback/tries-every-host";
import { allowedFailures } from "@/lib/domain/rollout/failure-budget";
import type { JobPayload } from "@/lib/queue/job-catalog";
import { measureBaseline } from "../canary/measure-baseline";
import type { WorkerContext } from "../context";
import { carryShard } from "./carry-shard";
import { countShards, shardConcurrency } from "./count-shards";
import { deployHost } from "./deploy-host";

/**
 * Deploys hosts of a stage, a few at a time, taking the next as soon as one is done, until no more may be taken: none
 * is left, a person stopped the rollout, or too many failed. Several of these share a stage, in any number of workers.
 */
export async function deployStageHosts(ctx: WorkerContext, job: JobPayload<"deploy-hosts">): Promise<void> {
  const rollout = await findRollout(ctx.db.prisma, job.rolloutId);
  if (!rollout) return;
  const { shards, take } = await prepareClaim(ctx, rollout, job.stageId);
  const putDown = await carryShard(ctx, job, shards);
  if (!putDown) return;
  await measureBaseline(ctx, rollout, job.stageId);
  // Watched from before the first host is taken: an abort told between the claim and the start is heard.
  const abort = ctx.aborts.watch(rollout.id);
  const inHand = new Set<Promise<void>>();
  let taken = 0;
  try {
    for (;;) {
      for (const deploy of await take(inHand.size)) {
        const work: Promise<void> = deployOne(ctx, rollout, deploy).finally(() => inHand.delete(work));
        inHand.add(work);
        taken += 1;
      }
      if (inHand.size === 0) break;
      await Promise.race(inHand);
    }
  } finally {
    abort.release();
    putDown();
  }
  // Took nothing, because others have all there is to take: to look at the rollout again now would only lead back here.
  if (taken > 0) await ctx.queue.enqueue("advance-rollout", { rolloutId: rollout.id });
}

/** One host's trouble is not the others': a deploy that could not be seen through is found and asked about later. */
async function deployOne(ctx: WorkerContext, rollout: RolloutRow, deploy: ClaimedDeploy): Promise<void> {
  try {
    await deployHost(ctx, rollout, deploy);
  } catch (error) {
    ctx.logger.error({ err: error, deploy: deploy.id }, "a deploy could not be seen through");
  }
}

/** Into how many jobs the stage is cut, and a function that takes the next hosts for one that has `inHand` already. */
async function prepareClaim(ctx: WorkerContext, rollout: RolloutRow, stageId: number) {
  const stages = await listStages(ctx.db.prisma, rollout.id);
  const index = stages.find((stage) => stage.id === stageId)?.index ?? -1;
  const { concurrency = 1, hostFailureBudget: ownBudget } = rollout.policy.stages[index] ?? {};
  const hosts = await countRolloutHosts(ctx.db.prisma, rollout.id);
  const inStage = hosts.get(stageId) ?? 0;
  const total = [...hosts.values()].reduce((sum, count) => sum + count, 0);
  const triesAll = triesEveryHost(rollout);
  const shards = countShards(inStage, concurrency);
  const mine = shardConcurrency(shards, concurrency);

  const take = async (inHand: number): Promise<ClaimedDeploy[]> => {
    const limit = mine - inHand;
    if (limit <= 0 || ctx.stopping.aborted) return [];
    return retryWhileUnavailable(() =>
      inTransaction(ctx.db.prisma, async (tx) => {
        const claimed = await claimHostDeploys(tx, {
          rolloutId: rollout.id,
          stageId,
          workerId: ctx.workerId,
          limit,
          concurrency,
          allowedFailures: triesAll ? total : allowedFailures(total, rollout.policy.hostFailureBudget),
          allowedStageFailures: triesAll || ownBudget === undefined ? null : allowedFailures(inStage, ownBudget),
        });
        if (claimed.length > 0) await notifyChange(tx, { project: rollout.projectId, rollout: rollout.id });
        return claimed;
      }),
    );
  };
  return { shards, take };
}
