import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readFleet } from "@/lib/queries/read-fleet";

export const GET = withRoute(apiRoutes.readFleet, async ({ web, params }) =>
  readFleet(web.db.prisma, await findRequestedProject(web.db.prisma, params.slug)),
);
