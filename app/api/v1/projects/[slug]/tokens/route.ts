import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listTokens } from "@/lib/queries/list-tokens";
import { createToken } from "@/lib/services/tokens/create-token";

export const GET = withRoute(apiRoutes.listTokens, async ({ web, params }) => ({
  tokens: await listTokens(web.db.prisma, await findRequestedProject(web.db.prisma, params.slug)),
}));

export const POST = withRoute(apiRoutes.createToken, async ({ web, ctx, params, body }) => {
  const { id } = await findRequestedProject(web.db.prisma, params.slug);
  const { token, expiresAt } = await createToken(ctx, { projectId: id, ...body });
  return { token, name: body.name, expiresAt: expiresAt.toISOString() };
});
