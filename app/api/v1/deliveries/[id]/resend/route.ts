import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { buildDeliveryView } from "@/lib/queries/list-deliveries";
import { resendDelivery } from "@/lib/services/intake/resend-delivery";

export const POST = withRoute(apiRoutes.resendDelivery, async ({ web, ctx, params, query }) => {
  const project = await findRequestedProject(web.db.prisma, query.project ?? null);
  return buildDeliveryView(await resendDelivery(ctx, { projectId: project.id, id: params.id }));
});
