import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";
import { readRolloutView } from "@/lib/queries/read-rollout-view";
import { stopCanary } from "@/lib/services/rollouts/stop-canary";

export const POST = withRoute(apiRoutes.stopCanary, async ({ web, ctx, params, query, body }) => {
  const { project, rollout } = await findRequestedRollout(web.db.prisma, { ...query, ...params });
  await stopCanary(ctx, { rolloutId: rollout.id, ...body });
  return readRolloutView(web.db.prisma, project, params.number);
});
