import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedProject } from "@/lib/queries/find-requested-project";
import { previewRollout } from "@/lib/queries/preview-rollout";

export const GET = withRoute(apiRoutes.previewRollout, async ({ web, params, query }) =>
  previewRollout(web.db.prisma, await findRequestedProject(web.db.prisma, params.slug), query.to ?? null),
);
