import { type ClaimedTest, queueNextTestAttempt, settleBuiltInTest } from "@/lib/db/built-in-tests";
import type { ProjectRow } from "@/lib/db/projects";
import { retryWhileUnavailable } from "@/lib/db/retry-while-unavailable";
import { inTransaction } from "@/lib/db/transaction";
import { judgeTestEnd, mostLostAttempts, type TestEnd } from "@/lib/domain/test-run/built-in-runner";
import type { WorkerContext } from "../context";
import { queueTests } from "./queue-tests";
import { describeRun, reportStatus } from "./report-status";

type Ended = { project: ProjectRow; run: ClaimedTest; end: TestEnd };

/** Stores how a run of the built-in runner ended, with what senders are to be told, and lets the automation look. */
export async function settleTest(ctx: WorkerContext, { project, run, end }: Ended): Promise<void> {
  const verdict = judgeTestEnd(end);
  ctx.testLog.write(run, null, { at: Date.now(), stream: "sys", text: verdict.reason ?? "Passed." });
  await ctx.testLog.flush();
  const settled = await retryWhileUnavailable(() =>
    inTransaction(ctx.db.prisma, async (tx) => {
      const done = await settleBuiltInTest(tx, { ...run, workerId: ctx.workerId, verdict });
      if (!done) return false;
      const again = end.end === "worker-stopped" && run.attempt < mostLostAttempts;
      if (again) await queueNextTestAttempt(tx, run.id);
      else await reportStatus(tx, ctx, { project, run, ...describeRun(verdict) });
      return true;
    }),
  );
  if (!settled) ctx.logger.warn({ run: run.id }, "tests ended here after they had been given up as lost");
  await ctx.queue
    .enqueue("decide", { projectId: project.id })
    .then(() => queueTests(ctx, project))
    .catch((error) => ctx.logger.warn({ err: error }, "the queue is away, a test result waits for the next look"));
}
