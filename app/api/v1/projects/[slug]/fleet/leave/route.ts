import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readNowView } from "@/lib/queries/read-now-view";
import { leaveFleet } from "@/lib/services/rollbacks/leave-fleet";

export const POST = withRoute(apiRoutes.leaveFleet, async ({ web, ctx, params, body }) => {
  const { id } = await findRequestedProject(web.db.prisma, params.slug);
  await leaveFleet(ctx, { projectId: id, ...body });
  return readNowView(web.db.prisma, await findRequestedProject(web.db.prisma, params.slug));
});
