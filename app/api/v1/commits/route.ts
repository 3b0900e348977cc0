import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listCommits } from "@/lib/queries/list-commits";

export const GET = withRoute(apiRoutes.listCommits, async ({ web, query }) => {
  const project = await findRequestedProject(web.db.prisma, query.project ?? null);
  return listCommits(web.db.prisma, project, { before: query.before ?? null, limit: query.limit });
});
