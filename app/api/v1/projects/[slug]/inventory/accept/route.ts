import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readFleet } from "@/lib/queries/read-fleet";
import { acceptInventory } from "@/lib/services/fleet/accept-inventory";

export const POST = withRoute(apiRoutes.acceptInventory, async ({ web, ctx, params, body }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  await acceptInventory(ctx, { projectId: project.id, ...body });
  return readFleet(web.db.prisma, project);
});
