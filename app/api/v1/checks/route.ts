import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { listChecks } from "@/lib/queries/list-checks";
import { createChecks } from "@/lib/services/checks/create-checks";

export const GET = withRoute(apiRoutes.listChecks, ({ web, query }) => listChecks(web.db.prisma, query.ids));

export const POST = withRoute(apiRoutes.createChecks, async ({ web, ctx, body }) => {
  const created = await createChecks(ctx, body);
  return listChecks(
    web.db.prisma,
    created.map(({ id }) => id),
  );
});
