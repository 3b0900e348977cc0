import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listDeliveries } from "@/lib/queries/list-deliveries";

export const GET = withRoute(apiRoutes.listDeliveries, async ({ web, query }) => {
  const project = await findRequestedProject(web.db.prisma, query.project ?? null);
  const { source = null, state = null, before = null, limit } = query;
  return listDeliveries(web.db.prisma, project, { source, state, before, limit });
});
