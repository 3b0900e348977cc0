import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";
import { readRolloutView } from "@/lib/queries/read-rollout-view";
import { decideHost } from "@/lib/services/rollouts/decide-host";

export const POST = withRoute(apiRoutes.decideHost, async ({ web, ctx, params, query, body }) => {
  const { project, rollout } = await findRequestedRollout(web.db.prisma, { ...query, ...params });
  await decideHost(ctx, { rolloutId: rollout.id, host: params.host, ...body });
  return readRolloutView(web.db.prisma, project, params.number);
});
