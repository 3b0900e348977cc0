import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listChecks } from "@/lib/queries/list-checks";
import { checkHosts } from "@/lib/services/checks/check-hosts";

export const POST = withRoute(apiRoutes.checkHosts, async ({ web, ctx, params }) => {
  const created = await checkHosts(ctx, await findRequestedProject(web.db.prisma, params.slug));
  return listChecks(
    web.db.prisma,
    created.map(({ id }) => id),
  );
});
