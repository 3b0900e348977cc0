import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { buildSourceView } from "@/lib/queries/build-source-view";
import { findRequestedSource } from "@/lib/queries/find-requested-source";
import { dropOldSecret } from "@/lib/services/sources/drop-old-secret";

export const POST = withRoute(apiRoutes.dropOldSecret, async ({ web, ctx, params, body }) => {
  await dropOldSecret(ctx, { key: params.key, reason: body.reason ?? null });
  const { source, project } = await findRequestedSource(web.db.prisma, params.key);
  return buildSourceView(source, project.slug);
});
