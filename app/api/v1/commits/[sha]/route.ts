import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readCommit } from "@/lib/queries/read-commit";

export const GET = withRoute(apiRoutes.readCommit, async ({ web, params, query }) => {
  const project = await findRequestedProject(web.db.prisma, query.project ?? null);
  return readCommit(web.db.prisma, project, params.sha);
});
