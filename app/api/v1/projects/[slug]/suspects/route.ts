import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { findSuspects } from "@/lib/queries/find-suspects";

export const GET = withRoute(apiRoutes.findSuspects, async ({ web, params, query }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  const { since, until = null, hosts = null } = query;
  return findSuspects(web.db.prisma, project, { since, until, hosts });
});
