import { findCommit } from "@/lib/db/commits";
import { notifyChange } from "@/lib/db/notify";
import {
  insertTestRun,
  lockAttempts,
  lockTestRun,
  type StoredTestRun,
  type TestReport,
  updateTestRun,
} from "@/lib/db/test-runs";
import { inTransaction, type Tx } from "@/lib/db/transaction";
import { storableText } from "@/lib/domain/storable-text";
import { builtInContext } from "@/lib/domain/test-run/built-in-runner";
import { type ChosenAttempt, chooseAttempt } from "@/lib/domain/test-run/choose-attempt";
import { mayReplaceAttempt } from "@/lib/domain/test-run/derive-test-status";
import { keepLink } from "@/lib/domain/test-run/keep-link";
import { visibleText } from "@/lib/domain/visible-text";
import type { ServiceContext } from "../context";

/** What is told of one attempt; null = its sender counts no attempts, and its `externalId` tells them apart. */
export type TestRunReport = Omit<TestReport, "attempt"> & { attempt: number | null };

/**
 * `matched`: the commit is known. `stored`: the report changed something; a late or repeated one does not. `attempt`:
 * the one it belongs to; null = it is of a run older than the one in force.
 */
export type RecordedTestRun = { matched: boolean; stored: boolean; attempt: number | null };

/** What else belongs in the transaction that stores a report. */
type Beside = (tx: Tx) => Promise<void>;

/** Stores what a CI says about one attempt, as `storeTestRun` does, and lets the automation look. */
export async function recordTestRun(
  ctx: ServiceContext,
  report: TestRunReport,
  beside?: Beside,
): Promise<RecordedTestRun> {
  const result = await storeTestRun(ctx, report, beside);
  if (result.stored && result.matched) {
    // The report is stored: should the queue be away, the next look of the automation finds it.
    await ctx.queue
      .enqueue("decide", { projectId: report.projectId })
      .catch((error) => ctx.logger.warn({ err: error }, "the queue is away, a test result waits for the next look"));
  }
  return result;
}

/**
 * Stores what a CI says about one attempt of one context for one commit. Reports may come doubled, late, or before the
 * commit itself: those are kept and count once it lands. A finished attempt is never reopened; a higher one is new.
 */
export async function storeTestRun(
  ctx: Pick<ServiceContext, "db">,
  input: TestRunReport,
  beside: Beside = async () => {},
): Promise<RecordedTestRun> {
  const report = { ...input, context: visibleText(storableText(input.context)), url: keepLink(input.url) };
  return inTransaction(ctx.db.prisma, async (tx) => {
    const result = await storeReport(tx, report);
    await beside(tx);
    return result;
  });
}

async function storeReport(tx: Tx, report: TestRunReport): Promise<RecordedTestRun> {
  // Our own context: what comes is an echo of the status we told a git host, or pretends to be us.
  if (report.context === builtInContext) return { matched: false, stored: false, attempt: null };
  const chosen = await findAttempt(tx, report);
  const attempt = chosen.outcome === "attempt" ? chosen.attempt : null;
  const stored = attempt !== null && (await store(tx, { ...report, attempt }));
  const matched = (await findCommit(tx, report.projectId, report.sha)) !== null;
  if (stored && matched) await notifyChange(tx, { project: report.projectId });
  return { matched, stored, attempt };
}

async function findAttempt(tx: Tx, report: TestRunReport): Promise<ChosenAttempt> {
  if (report.attempt !== null) return { outcome: "attempt", attempt: report.attempt };
  const known = await lockAttempts(tx, report);
  return chooseAttempt(
    known.map((run) => ({ ...run, ...timesInSeconds(run) })),
    { externalId: report.externalId ?? null, status: report.status, ...timesInSeconds(report) },
  );
}

async function store(tx: Tx, report: TestReport): Promise<boolean> {
  return (await insertTestRun(tx, report)) || (await carryOn(tx, report));
}

async function carryOn(tx: Tx, report: TestReport): Promise<boolean> {
  const stored = await lockTestRun(tx, report);
  if (!stored || !mayReplaceAttempt(inSeconds(stored), inSeconds(report))) return false;
  await updateTestRun(tx, stored.id, report);
  return true;
}

function inSeconds(report: Pick<StoredTestRun, "status" | "startedAt" | "finishedAt">) {
  return { status: report.status, ...timesInSeconds(report) };
}

function timesInSeconds({ startedAt, finishedAt }: Pick<StoredTestRun, "startedAt" | "finishedAt">) {
  const seconds = (time: Date | null) => (time === null ? null : time.getTime() / 1000);
  return { startedAt: seconds(startedAt), finishedAt: seconds(finishedAt) };
}
