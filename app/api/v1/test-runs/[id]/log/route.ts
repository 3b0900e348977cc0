import { apiRoutes } from "@/lib/contracts/api";
import type { LogLine } from "@/lib/contracts/views";
import { downloadLog } from "@/lib/http/download-log";
import { nameStreamCaller } from "@/lib/http/name-stream-caller";
import { streamLog, wantsStream } from "@/lib/http/stream-log";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedTestRun } from "@/lib/queries/find-requested-test-run";
import { readLogPage } from "@/lib/queries/read-log-page";

export const dynamic = "force-dynamic";

export const GET = withRoute(apiRoutes.readTestLog, async (call) => {
  const { web, request, params, query } = call;
  const { project, run } = await findRequestedTestRun(web.db.prisma, { ...query, ...params });
  const { after, limit } = query;
  const want = { log: { kind: "test-run", id: run.id } as const, host: null };
  if (query.format === "text") {
    const format = (line: LogLine) => `${line.at} ${line.text}`;
    return downloadLog(web, { ...want, fileName: `${project.slug}-test-run-${run.id}.log`, format });
  }
  if (wantsStream(request)) return streamLog(request, web, { ...want, after, caller: nameStreamCaller(call) });
  return readLogPage(web.db.prisma, { ...want, after, limit });
});
