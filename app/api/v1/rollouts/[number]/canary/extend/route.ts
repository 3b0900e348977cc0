import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";
import { readRolloutView } from "@/lib/queries/read-rollout-view";
import { extendCanary } from "@/lib/services/rollouts/extend-canary";

export const POST = withRoute(apiRoutes.extendCanary, async ({ web, ctx, params, query, body }) => {
  const { project, rollout } = await findRequestedRollout(web.db.prisma, { ...query, ...params });
  await extendCanary(ctx, { rolloutId: rollout.id, stage: body.stage, until: Date.parse(body.until) });
  return readRolloutView(web.db.prisma, project, params.number);
});
