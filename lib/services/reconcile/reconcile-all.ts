import { giveUpLostTests } from "@/lib/db/built-in-tests";
import { listWaitingCheckIds, pruneChecks } from "@/lib/db/checks";
import { listUnreadSources } from "@/lib/db/deliveries";
import { giveUpLostDeploys } from "@/lib/db/host-deploys";
import { claimAsking } from "@/lib/db/host-reach";
import { claimInventory } from "@/lib/db/inventory";
import { claimFetch, findProject, listProjectIds } from "@/lib/db/projects";
import { isDatabaseUnavailable } from "@/lib/db/retry-while-unavailable";
import { listOpenRollBackWishes } from "@/lib/db/roll-back-wishes";
import { listUnfinishedRollouts } from "@/lib/db/rollouts";
import { listShadowProjectIds } from "@/lib/db/shadow-windows";
import { inTransaction } from "@/lib/db/transaction";
import { pruneWorkers } from "@/lib/db/workers";
import { workerSilenceSeconds } from "@/lib/domain/rollout/worker-silence";
import type { WorkerContext } from "../context";
import { askEvery } from "../fleet/ask-hosts";
import { lookAfterSenders, lookAfterTests } from "../test-runs/look-after-tests";

/**
 * Looks at everything unfinished. Whatever was lost on the way (a job, a notice, a worker) is found here: the queue may
 * be wiped at any moment and nothing else has to be done.
 */
export async function reconcileAll(ctx: WorkerContext): Promise<void> {
  const by = { workerId: ctx.workerId, seconds: workerSilenceSeconds };
  await inTransaction(ctx.db.prisma, async (tx) => {
    await giveUpLostDeploys(tx, by);
    await giveUpLostTests(tx, by);
  });
  for (const { id } of await listUnfinishedRollouts(ctx.db.prisma)) {
    await ctx.queue.enqueue("advance-rollout", { rolloutId: id });
  }
  for (const rolloutId of await listOpenRollBackWishes(ctx.db.prisma)) {
    await ctx.queue.enqueue("advance-rollout", { rolloutId });
  }
  for (const sourceId of await listUnreadSources(ctx.db.prisma)) {
    await ctx.queue.enqueue("read-deliveries", { sourceId }, { key: `${sourceId}` });
  }
  for (const projectId of await listProjectIds(ctx.db.prisma)) {
    // One project that cannot be looked at does not keep the others from it.
    await lookAfterProject(ctx, projectId).catch((error) => {
      if (isDatabaseUnavailable(error)) throw error;
      ctx.logger.error({ err: error, project: projectId }, "a project could not be looked after");
    });
  }
  for (const projectId of await listShadowProjectIds(ctx.db.prisma)) {
    await ctx.queue.enqueue("look-at-shadow", { projectId }, { key: `${projectId}` });
  }
  for (const checkId of await listWaitingCheckIds(ctx.db.prisma)) {
    await ctx.queue.enqueue("run-check", { checkId }, { key: `${checkId}` });
  }
  await pruneChecks(ctx.db.prisma);
  await lookAfterSenders(ctx);
  await pruneWorkers(ctx.db.prisma);
}

async function lookAfterProject(ctx: WorkerContext, projectId: number): Promise<void> {
  const project = await findProject(ctx.db.prisma, projectId);
  if (!project) return;
  if (await claimFetch(ctx.db.prisma, projectId, project.policy.repository.poll)) {
    await ctx.queue.enqueue("fetch-trunk", { projectId });
  }
  if (await claimAsking(ctx.db.prisma, projectId, askEvery)) await ctx.queue.enqueue("ask-hosts", { projectId });
  const { inventory } = project.policy.fleet;
  if (inventory && (await claimInventory(ctx.db.prisma, projectId, inventory.refresh))) {
    await ctx.queue.enqueue("read-inventory", { projectId });
  }
  await ctx.queue.enqueue("decide", { projectId });
  await lookAfterTests(ctx, project);
}
