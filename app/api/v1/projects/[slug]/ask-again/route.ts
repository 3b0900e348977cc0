import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readNowView } from "@/lib/queries/read-now-view";
import { askAgain } from "@/lib/services/projects/ask-again";

export const POST = withRoute(apiRoutes.askAgain, async ({ web, ctx, params, body }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  await askAgain(ctx, { projectId: project.id, ...body });
  return readNowView(web.db.prisma, project);
});
