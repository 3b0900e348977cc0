import { apiRoutes } from "@/lib/contracts/api";
import { downloadRollouts } from "@/lib/http/download-rollouts";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listRollouts } from "@/lib/queries/list-rollouts";
import { readRolloutSummary } from "@/lib/queries/read-rollout-summary";
import { startRollout } from "@/lib/services/rollouts/start-rollout";

export const GET = withRoute(apiRoutes.listRollouts, async ({ web, query }) => {
  const project = await findRequestedProject(web.db.prisma, query.project ?? null);
  const { before = null, status: state = null, q: text = null, limit } = query;
  const page = await listRollouts(web.db.prisma, project, { before, state, text, limit });
  return query.format === "csv" ? downloadRollouts(project.slug, page.rollouts) : page;
});

export const POST = withRoute(apiRoutes.startRollout, async ({ web, ctx, query, body }) => {
  const project = await findRequestedProject(web.db.prisma, query.project ?? null);
  const { number } = await startRollout(ctx, { projectId: project.id, ...body });
  return readRolloutSummary(web.db.prisma, project, number);
});
