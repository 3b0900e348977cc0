import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readForecast } from "@/lib/queries/read-forecast";

export const GET = withRoute(apiRoutes.readForecast, async ({ web, params }) =>
  readForecast(web.db.prisma, await findRequestedProject(web.db.prisma, params.slug)),
);
