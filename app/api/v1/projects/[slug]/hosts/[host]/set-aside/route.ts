import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readFleet } from "@/lib/queries/read-fleet";
import { setHostAside } from "@/lib/services/fleet/set-host-aside";

export const POST = withRoute(apiRoutes.setHostAside, async ({ web, ctx, params, body }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  await setHostAside(ctx, { projectId: project.id, host: params.host, ...body });
  return readFleet(web.db.prisma, project);
});
