import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listQueue } from "@/lib/queries/list-queue";

export const GET = withRoute(apiRoutes.listQueue, async ({ web, params, query }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  return listQueue(web.db.prisma, project, { after: query.after ?? null, limit: query.limit });
});
