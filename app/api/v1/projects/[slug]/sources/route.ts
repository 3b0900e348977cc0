import { apiRoutes } from "@/lib/contracts/api";
import { publicAddress } from "@/lib/http/public-address";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listSources } from "@/lib/queries/list-sources";
import { createSource } from "@/lib/services/sources/create-source";

export const GET = withRoute(apiRoutes.listSources, async ({ web, params }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  return listSources(web.db.prisma, project);
});

export const POST = withRoute(apiRoutes.createSource, async ({ web, ctx, params, body, request }) => {
  const project = await findRequestedProject(web.db.prisma, params.slug);
  const api = body.api ? { ...body.api, token: body.api.token ?? null } : null;
  return createSource(ctx, { ...body, project, api, baseUrl: publicAddress(web, request) });
});
