import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";
import { searchLog } from "@/lib/queries/search-log";

export const dynamic = "force-dynamic";

export const GET = withRoute(apiRoutes.searchLog, async ({ web, params, query }) => {
  const { rollout } = await findRequestedRollout(web.db.prisma, { ...query, ...params });
  return searchLog(web.db.prisma, { log: { kind: "rollout", id: rollout.id }, ...query });
});
