import { claimAsk, listUnheardRuns, noteAnswer, type RunOfSender } from "@/lib/db/asked-runs";
import { readUsualDurations } from "@/lib/db/test-durations";
import { isSilent } from "@/lib/domain/test-run/usual-duration";
import { openSenderApi } from "@/lib/integrations/ci/api/open-sender-api";
import type { RunAnswer } from "@/lib/integrations/ci/api/sender-api";
import type { WorkerContext } from "../context";
import { recordTestRun } from "./record-test-run";

/** Runs looked at once; with that many silent ones the newest are asked about first. */
const mostAtOnce = 100;

/** Asks for a look at every run of which nothing was heard for longer than it usually takes. */
export async function askSilentSenders(ctx: WorkerContext): Promise<void> {
  const usual = new Map<number, Map<string, number>>();
  for (const run of await listUnheardRuns(ctx.db.prisma, mostAtOnce)) {
    const known = usual.get(run.projectId) ?? (await readUsualDurations(ctx.db.prisma, run.projectId));
    usual.set(run.projectId, known);
    if (!isSilent(run, known.get(run.context) ?? null, run.now)) continue;
    await ctx.queue.enqueue("ask-sender", { testRunId: run.id }, { key: `${run.id}` });
  }
}

/** Asks a sender how a run stands whose report never came, and stores the answer as if it had. */
export async function askSender(ctx: WorkerContext, { testRunId }: { testRunId: number }): Promise<void> {
  const run = await claimAsk(ctx.db.prisma, testRunId);
  const api = run && openSenderApi(run.access);
  if (!run || !api) return;
  const answer = await api.readRun(run);
  if (!answer.ok) return noteAnswer(ctx.db.prisma, run, `Nothing was heard of it, and asking failed: ${answer.reason}`);
  if (answer.value === null)
    return noteAnswer(ctx.db.prisma, run, `${run.source} was asked, and knows of no such run.`);
  // An answer that stores nothing is told all the same, e.g. a run that waits for a person there after it has begun.
  if (isNews(run.status, answer.value) && (await take(ctx, run, answer.value))) return;
  await noteAnswer(ctx.db.prisma, run, `${run.source} was asked, and says that it is ${answer.value.status}.`);
}

/** Stores an answer as a report of the sender; false when it changes nothing. */
async function take(ctx: WorkerContext, run: RunOfSender, answer: RunAnswer): Promise<boolean> {
  const { projectId, sha, context, source, sourceId, externalId } = run;
  // A run whose name nobody knew stays the one in force; a known name tells another attempt apart.
  const told = { ...answer, externalId: externalId && (answer.externalId ?? externalId) };
  const { stored } = await recordTestRun(ctx, { ...told, projectId, sha, context, source, sourceId });
  return stored;
}

function isNews(known: string, answer: RunAnswer): boolean {
  return answer.status !== known && answer.status !== "unknown";
}
