import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readNowView } from "@/lib/queries/read-now-view";
import { haltAutomation } from "@/lib/services/projects/halt-automation";

export const POST = withRoute(apiRoutes.haltAutomation, async ({ web, ctx, params, body }) => {
  const { id } = await findRequestedProject(web.db.prisma, params.slug);
  await haltAutomation(ctx, { projectId: id, ...body });
  return readNowView(web.db.prisma, await findRequestedProject(web.db.prisma, params.slug));
});
