import { findCommit } from "@/lib/db/commits";
import { storableText } from "@/lib/db/log";
import { notifyChange } from "@/lib/db/notify";
import { insertTestRun, lockTestRun, type StoredTestRun, type TestReport, updateTestRun } from "@/lib/db/test-runs";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { mayReplaceAttempt } from "@/lib/domain/test-run/derive-test-status";
import type { ServiceContext } from "../context";

/** `matched`: the commit is known. `stored`: the report changed something; a late or repeated one does not. */
export type RecordedTestRun = { matched: boolean; stored: boolean };

/**
 * Stores what a CI says about one attempt of one context for one commit. Reports may come doubled, late, or before the
 * commit itself: those are kept and count once it lands. A finished attempt is never reopened; a higher one is new.
 */
export async function recordTestRun(ctx: ServiceContext, input: TestReport): Promise<RecordedTestRun> {
  const report = { ...input, context: storableText(input.context), url: keepLink(input.url) };
  const result = await inTransaction(ctx.db.prisma, async (tx) => {
    const stored = (await insertTestRun(tx, report)) || (await carryOn(tx, report));
    const matched = (await findCommit(tx, report.projectId, report.sha)) !== null;
    if (stored && matched) await notifyChange(tx, { project: report.projectId });
    return { matched, stored };
  });
  if (result.stored && result.matched) {
    // The report is stored: should the queue be away, the next look of the automation finds it.
    await ctx.queue
      .enqueue("decide", { projectId: report.projectId })
      .catch((error) => ctx.logger.warn({ err: error }, "the queue is away, a test result waits for the next look"));
  }
  return result;
}

async function carryOn(tx: Tx, report: TestReport): Promise<boolean> {
  const stored = await lockTestRun(tx, report);
  if (!stored || !mayReplaceAttempt(inSeconds(stored), inSeconds(report))) return false;
  await updateTestRun(tx, stored.id, report);
  return true;
}

function inSeconds({ status, startedAt, finishedAt }: Pick<StoredTestRun, "status" | "startedAt" | "finishedAt">) {
  const seconds = (time: Date | null) => (time === null ? null : time.getTime() / 1000);
  return { status, startedAt: seconds(startedAt), finishedAt: seconds(finishedAt) };
}

/** Only web addresses are kept: whatever else it is, nobody should click on it. */
function keepLink(url: string | null): string | null {
  if (url === null || !URL.canParse(url)) return null;
  return ["http:", "https:"].includes(new URL(url).protocol) ? url : null;
}
