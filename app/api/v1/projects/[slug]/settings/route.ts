import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { readProjectSettings } from "@/lib/queries/read-project-settings";

export const GET = withRoute(apiRoutes.readProjectSettings, async ({ web, params, query }) =>
  readProjectSettings(web.db.prisma, await findRequestedProject(web.db.prisma, params.slug), query.revision ?? null),
);
