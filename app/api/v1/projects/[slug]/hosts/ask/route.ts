import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { requestHostLook } from "@/lib/services/fleet/request-host-look";

export const POST = withRoute(apiRoutes.askHosts, async ({ web, ctx, params }) => {
  const { id } = await findRequestedProject(web.db.prisma, params.slug);
  await requestHostLook(ctx, { projectId: id });
  return { accepted: true } as const;
});
