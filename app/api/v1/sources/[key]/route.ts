import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { buildSourceView } from "@/lib/queries/build-source-view";
import { findRequestedSource } from "@/lib/queries/find-requested-source";
import { changeSource } from "@/lib/services/sources/change-source";

export const POST = withRoute(apiRoutes.changeSource, async ({ web, ctx, params, body }) => {
  await changeSource(ctx, params.key, body);
  const { source, project } = await findRequestedSource(web.db.prisma, params.key);
  return buildSourceView(source, project.slug);
});
