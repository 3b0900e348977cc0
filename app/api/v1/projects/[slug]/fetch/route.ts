import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { requestFetch } from "@/lib/services/projects/request-fetch";

export const POST = withRoute(apiRoutes.fetchTrunk, async ({ web, ctx, params }) => {
  const { id } = await findRequestedProject(web.db.prisma, params.slug);
  await requestFetch(ctx, { projectId: id });
  return { accepted: true } as const;
});
