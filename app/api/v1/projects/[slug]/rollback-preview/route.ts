import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { previewRollback } from "@/lib/queries/preview-rollback";

export const GET = withRoute(apiRoutes.previewRollback, async ({ web, params, query }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  return previewRollback(web.db.prisma, project, { ...query, to: query.to ?? null });
});
