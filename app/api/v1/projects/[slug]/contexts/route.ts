import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { listContexts } from "@/lib/queries/list-contexts";

export const dynamic = "force-dynamic";

export const GET = withRoute(apiRoutes.listContexts, async ({ web, params }) =>
  listContexts(web.db.prisma, await findRequestedProject(web.db.prisma, params.slug)),
);
