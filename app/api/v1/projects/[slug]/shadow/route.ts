import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readShadow } from "@/lib/queries/read-shadow";

export const GET = withRoute(apiRoutes.readShadow, async ({ web, params }) =>
  readShadow(web.db.prisma, await findRequestedProject(web.db.prisma, params.slug)),
);
