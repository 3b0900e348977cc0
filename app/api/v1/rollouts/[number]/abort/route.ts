import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";
import { abortRollout } from "@/lib/services/rollouts/abort-rollout";

export const POST = withRoute(apiRoutes.abortRollout, async ({ web, ctx, params, query, body }) => {
  const { rollout } = await findRequestedRollout(web.db.prisma, { ...query, ...params });
  const { abort, ...accepted } = await abortRollout(ctx, { rolloutId: rollout.id, ...body });
  return { abort: { ...abort, requestedAt: abort.requestedAt.toISOString() }, ...accepted };
});
