import { listAskingBuilds } from "@/lib/db/asking-builds";
import { settleStatusReport, type TakenStatusReport, takeStatusReport } from "@/lib/db/status-reports";
import { buildTargetContext } from "@/lib/domain/test-run/build-targets";
import { openSenderApi } from "@/lib/integrations/ci/api/open-sender-api";
import type { ApiAnswer, SenderApi } from "@/lib/integrations/ci/api/sender-api";
import type { WorkerContext } from "../context";
import { recordTestRun } from "./record-test-run";

/** Tells a sender how the tests of a commit stand; when it cannot be told now, the report's turn comes again. */
export async function sendStatus(ctx: WorkerContext, { reportId }: { reportId: number }): Promise<void> {
  const report = await takeStatusReport(ctx.db.prisma, reportId);
  const api = report && openSenderApi(report.access);
  if (!report || !api) return;
  const answer = await tell(ctx, api, report);
  if (!answer.ok) ctx.logger.info({ report: reportId, reason: answer.reason }, "a commit status was not taken");
  await settleStatusReport(ctx.db.prisma, report, answer.ok ? null : answer.reason);
}

async function tell(ctx: WorkerContext, api: SenderApi, report: TakenStatusReport): Promise<ApiAnswer<null>> {
  const told = await api.reportStatus?.(report);
  if (told?.ok === false) return told;
  for (const build of await listAskingBuilds(ctx.db.prisma, report)) {
    const answered = await api.answerBuild?.(build, report);
    if (answered?.ok === false) return answered;
    if (answered) await recordEnd(ctx, build, report);
  }
  return { ok: true, value: null };
}

const endOf = { success: "passed", failure: "failed", error: "errored" } as const;

/** A build that waits for Sauron ends as it was told, and says so nowhere else. */
async function recordEnd(ctx: WorkerContext, build: string, report: TakenStatusReport): Promise<void> {
  if (report.state === "pending") return;
  const { projectId, sha, source, sourceId, targetUrl: url } = report;
  const run = { projectId, sha, source, sourceId, url, context: buildTargetContext, externalId: build, attempt: null };
  await recordTestRun(ctx, { ...run, status: endOf[report.state], startedAt: null, finishedAt: null });
}
