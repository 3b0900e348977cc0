import { dropQueuedTests, listQueuedTests, queueBuiltInTests } from "@/lib/db/built-in-tests";
import { notifyChange } from "@/lib/db/notify";
import type { ProjectRow } from "@/lib/db/projects";
import { inTransaction } from "@/lib/db/transaction";
import { hasBuiltInTests } from "@/lib/domain/test-run/built-in-runner";
import type { ServiceContext } from "../context";

/** Jobs asked for at once; the next look asks for more. */
const mostAtOnce = 50;

/** Queues a run of the project's own tests for every waiting commit that has none, and asks workers to take them. */
export async function queueTests(ctx: ServiceContext, project: ProjectRow): Promise<void> {
  const isWanted = hasBuiltInTests(project.policy);
  await inTransaction(ctx.db.prisma, async (tx) => {
    const dropped = await dropQueuedTests(tx, project.id, isWanted ? "orphaned" : "all");
    const queued = isWanted ? await queueBuiltInTests(tx, project.id) : 0;
    if (dropped + queued > 0) await notifyChange(tx, { project: project.id });
  });
  if (!isWanted) return;
  // One job for each that waits; which of them it runs is decided when it is taken, so the newest goes first.
  for (const testRunId of await listQueuedTests(ctx.db.prisma, project.id, mostAtOnce)) {
    await ctx.queue.enqueue("run-tests", { projectId: project.id, testRunId }, { key: `${testRunId}` });
  }
}
