import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readRolloutSummary } from "@/lib/queries/read-rollout-summary";
import { finishFleet } from "@/lib/services/rollbacks/finish-fleet";

export const POST = withRoute(apiRoutes.finishFleet, async ({ web, ctx, params, body }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  const { number } = await finishFleet(ctx, { projectId: project.id, ...body });
  return readRolloutSummary(web.db.prisma, project, number);
});
