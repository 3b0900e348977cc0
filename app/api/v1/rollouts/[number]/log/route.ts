import { apiRoutes } from "@/lib/contracts/api";
import type { LogLine } from "@/lib/contracts/views";
import { downloadLog } from "@/lib/http/download-log";
import { nameStreamCaller } from "@/lib/http/name-stream-caller";
import { streamLog, wantsStream } from "@/lib/http/stream-log";
import { withRoute } from "@/lib/http/with-route";
import { chooseLogLines } from "@/lib/queries/choose-log-lines";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";
import { readLogPage } from "@/lib/queries/read-log-page";

export const dynamic = "force-dynamic";

export const GET = withRoute(apiRoutes.readLog, async (call) => {
  const { web, request, params, query } = call;
  const { project, rollout } = await findRequestedRollout(web.db.prisma, { ...query, ...params });
  const { after, limit } = query;
  const want = { log: { kind: "rollout", id: rollout.id } as const, host: query.host ?? null };
  if (query.format === "text") {
    const format = (line: LogLine) => `${line.at} ${line.host ?? "sauron"} ${line.text}`;
    const keeps = await chooseLogLines(web.db.prisma, rollout.id, query);
    return downloadLog(web, { ...want, fileName: `${project.slug}-rollout-${rollout.number}.log`, keeps, format });
  }
  if (wantsStream(request)) return streamLog(request, web, { ...want, after, caller: nameStreamCaller(call) });
  return readLogPage(web.db.prisma, { ...want, after, limit });
});
