import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readPast } from "@/lib/queries/read-past";

export const GET = withRoute(apiRoutes.readPast, async ({ web, params, query }) =>
  readPast(web.db.prisma, await findRequestedProject(web.db.prisma, params.slug), query.time),
);
