import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listTokens } from "@/lib/queries/list-tokens";
import { revokeToken } from "@/lib/services/tokens/revoke-token";

export const POST = withRoute(apiRoutes.revokeToken, async ({ web, ctx, params }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  await revokeToken(ctx, { projectId: project.id, name: params.name });
  return { tokens: await listTokens(web.db.prisma, project) };
});
