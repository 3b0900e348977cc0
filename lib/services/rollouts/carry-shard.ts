import { readWorkerPulse } from "@/lib/db/workers";
import { workerSilenceSeconds } from "@/lib/domain/rollout/worker-silence";
import type { JobPayload } from "@/lib/queue/job-catalog";
import type { WorkerContext } from "../context";

/** How often a job is offered to other workers before whoever has it carries it: they may be busy, or dead unnoticed. */
const mostOffers = 10;

/** Time another worker has to take an offered job. */
const offerMs = 100;

/**
 * Takes a job of a stage in hand, or puts it back in the queue when this worker carries its fair share of the stage
 * already and others live: which worker a queue hands a job to is chance, and one that got all would leave them idle.
 *
 * @param shards into how many jobs the stage is cut
 * @returns what to call once the job is done; null when it was put back
 */
export async function carryShard(
  ctx: WorkerContext,
  job: JobPayload<"deploy-hosts">,
  shards: number,
): Promise<(() => void) | null> {
  const inHand = () => ctx.shardsInHand.get(job.stageId) ?? 0;
  if (inHand() > 0 && job.offers < mostOffers) {
    const { alive } = await readWorkerPulse(ctx.db.prisma, workerSilenceSeconds);
    if (inHand() >= Math.ceil(shards / Math.max(1, alive))) {
      await ctx.queue.enqueue("deploy-hosts", { ...job, offers: job.offers + 1 }, { delayMs: offerMs });
      return null;
    }
  }
  ctx.shardsInHand.set(job.stageId, inHand() + 1);
  return () => {
    if (inHand() > 1) ctx.shardsInHand.set(job.stageId, inHand() - 1);
    else ctx.shardsInHand.delete(job.stageId);
  };
}
