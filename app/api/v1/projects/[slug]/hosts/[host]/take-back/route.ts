import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readFleet } from "@/lib/queries/read-fleet";
import { takeHostBack } from "@/lib/services/fleet/take-host-back";

export const POST = withRoute(apiRoutes.takeHostBack, async ({ web, ctx, params, body }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  await takeHostBack(ctx, { projectId: project.id, host: params.host, ...body });
  return readFleet(web.db.prisma, project);
});
