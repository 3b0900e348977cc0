import { settleStatusReport, takeStatusReport } from "@/lib/db/status-reports";
import { openSenderApi } from "@/lib/integrations/ci/api/open-sender-api";
import type { WorkerContext } from "../context";

/** Tells a git host how the tests of a commit stand; when it cannot be told now, the report's turn comes again. */
export async function sendStatus(ctx: WorkerContext, { reportId }: { reportId: number }): Promise<void> {
  const report = await takeStatusReport(ctx.db.prisma, reportId);
  const api = report && openSenderApi(report.access);
  if (!report || !api?.reportStatus) return;
  const answer = await api.reportStatus(report);
  if (!answer.ok) ctx.logger.info({ report: reportId, reason: answer.reason }, "a commit status was not taken");
  await settleStatusReport(ctx.db.prisma, report, answer.ok ? null : answer.reason);
}
