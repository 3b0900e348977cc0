import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listDecisions } from "@/lib/queries/list-decisions";

export const GET = withRoute(apiRoutes.listDecisions, async ({ web, params, query }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  return listDecisions(web.db.prisma, project, { before: query.before ?? null, limit: query.limit });
});
