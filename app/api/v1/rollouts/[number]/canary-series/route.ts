import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";
import { readCanarySeries } from "@/lib/queries/read-canary-series";

export const GET = withRoute(apiRoutes.readCanarySeries, async ({ web, params, query }) => {
  const { rollout } = await findRequestedRollout(web.db.prisma, { ...query, ...params });
  return readCanarySeries(web.db.prisma, rollout.id);
});
