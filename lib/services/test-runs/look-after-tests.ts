import { listDueLookups } from "@/lib/db/lookups";
import type { ProjectRow } from "@/lib/db/projects";
import { listDueStatusReports } from "@/lib/db/status-reports";
import type { WorkerContext } from "../context";
import { askSilentSenders } from "./ask-sender";
import { queueTests } from "./queue-tests";
import { rerunFailed } from "./rerun-failed";

/** Commit statuses sent, and lookups followed up, by one look; the next look takes more. */
const mostAtOnce = 100;

/** What is unfinished about the tests of one project: runs to be queued, first failures to be repeated. */
export async function lookAfterTests(ctx: WorkerContext, project: ProjectRow): Promise<void> {
  await rerunFailed(ctx, project);
  await queueTests(ctx, project);
}

/** What is unfinished with senders: those that fell silent, are still to be told, or to be asked for what they named. */
export async function lookAfterSenders(ctx: WorkerContext): Promise<void> {
  await askSilentSenders(ctx);
  for (const reportId of await listDueStatusReports(ctx.db.prisma, mostAtOnce)) {
    await ctx.queue.enqueue("send-status", { reportId }, { key: `${reportId}` });
  }
  for (const deliveryId of await listDueLookups(ctx.db.prisma, mostAtOnce)) {
    await ctx.queue.enqueue("follow-up", { deliveryId }, { key: `${deliveryId}` });
  }
}
