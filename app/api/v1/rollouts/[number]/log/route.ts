import { apiRoutes } from "@/lib/contracts/api";
import { downloadLog } from "@/lib/http/download-log";
import { streamLog, wantsStream } from "@/lib/http/stream-log";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";
import { readLogPage } from "@/lib/queries/read-log-page";

export const dynamic = "force-dynamic";

export const GET = withRoute(apiRoutes.readLog, async ({ web, request, params, query }) => {
  const { project, rollout } = await findRequestedRollout(web.db.prisma, { ...query, ...params });
  const { after, limit } = query;
  const log = { rolloutId: rollout.id, host: query.host ?? null };
  if (query.format === "text") return downloadLog(web, { ...log, number: rollout.number, project: project.slug });
  if (wantsStream(request)) return streamLog(request, web, { ...log, after });
  return readLogPage(web.db.prisma, { ...log, after, limit });
});
