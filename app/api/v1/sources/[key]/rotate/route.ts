import { apiRoutes } from "@/lib/contracts/api";
import { publicAddress } from "@/lib/http/public-address";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedSource } from "@/lib/queries/find-requested-source";
import { rotateSecret } from "@/lib/services/sources/rotate-secret";

export const POST = withRoute(apiRoutes.rotateSecret, async ({ web, ctx, params, body, request }) => {
  const { project } = await findRequestedSource(web.db.prisma, params.key);
  return rotateSecret(ctx, {
    key: params.key,
    project: project.slug,
    baseUrl: publicAddress(web, request),
    reason: body.reason ?? null,
  });
});
