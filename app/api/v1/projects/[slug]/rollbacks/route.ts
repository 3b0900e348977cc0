import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readRolloutSummary } from "@/lib/queries/read-rollout-summary";
import { startRollback } from "@/lib/services/rollbacks/start-rollback";

export const POST = withRoute(apiRoutes.startRollback, async ({ web, ctx, params, body }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  const { number } = await startRollback(ctx, { projectId: project.id, ...body, to: body.to ?? null });
  return readRolloutSummary(web.db.prisma, project, number);
});
