import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";
import { readRolloutView } from "@/lib/queries/read-rollout-view";
import { forceStop } from "@/lib/services/rollouts/force-stop";

export const POST = withRoute(apiRoutes.forceStop, async ({ web, ctx, params, query, body }) => {
  const { project, rollout } = await findRequestedRollout(web.db.prisma, { ...query, ...params });
  await forceStop(ctx, { rolloutId: rollout.id, ...body });
  return readRolloutView(web.db.prisma, project, params.number);
});
