import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listRollouts } from "@/lib/queries/list-rollouts";
import { readRolloutSummary } from "@/lib/queries/read-rollout-summary";
import { startRollout } from "@/lib/services/rollouts/start-rollout";

export const GET = withRoute(apiRoutes.listRollouts, async ({ web, query }) => {
  const project = await findRequestedProject(web.db.prisma, query.project ?? null);
  return listRollouts(web.db.prisma, project, { before: query.before ?? null, limit: query.limit });
});

export const POST = withRoute(apiRoutes.startRollout, async ({ web, ctx, query, body }) => {
  const project = await findRequestedProject(web.db.prisma, query.project ?? null);
  const { number } = await startRollout(ctx, { projectId: project.id, ...body });
  return readRolloutSummary(web.db.prisma, project, number);
});
