import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";
import { abortRollout } from "@/lib/services/rollouts/abort-rollout";

export const POST = withRoute(apiRoutes.abortRollout, async ({ web, ctx, params, query }) => {
  const { rollout } = await findRequestedRollout(web.db.prisma, { ...query, ...params });
  const { abort, state } = await abortRollout(ctx, { rolloutId: rollout.id });
  return { abort: { ...abort, requestedAt: abort.requestedAt.toISOString() }, state };
});
