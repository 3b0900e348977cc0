import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readDelivery } from "@/lib/queries/read-delivery";

export const GET = withRoute(apiRoutes.readDelivery, async ({ web, params, query }) => {
  const project = await findRequestedProject(web.db.prisma, query.project ?? null);
  return readDelivery(web.db.prisma, project, params.id);
});
