import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readNowView } from "@/lib/queries/read-now-view";

export const GET = withRoute(apiRoutes.readProject, async ({ web, params }) =>
  readNowView(web.db.prisma, await findRequestedProject(web.db.prisma, params.slug)),
);
