import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { reportCounters } from "@/lib/services/fleet/report-counters";

export const POST = withRoute(apiRoutes.reportCounters, async ({ web, ctx, params, body }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  const { host, at } = await reportCounters(ctx, { projectId: project.id, host: params.host, ...body });
  return { host, at: at.toISOString() };
});
