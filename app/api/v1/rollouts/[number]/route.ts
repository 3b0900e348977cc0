import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readRolloutView } from "@/lib/queries/read-rollout-view";

export const GET = withRoute(apiRoutes.readRollout, async ({ web, params, query }) => {
  const project = await findRequestedProject(web.db.prisma, query.project ?? null);
  return readRolloutView(web.db.prisma, project, params.number);
});
