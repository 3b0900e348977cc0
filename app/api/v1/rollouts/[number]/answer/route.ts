import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedRollout } from "@/lib/queries/find-requested-rollout";
import { readRolloutView } from "@/lib/queries/read-rollout-view";
import { answerQuestion } from "@/lib/services/rollouts/answer-question";

export const POST = withRoute(apiRoutes.answerQuestion, async ({ web, ctx, params, query, body }) => {
  const { project, rollout } = await findRequestedRollout(web.db.prisma, { ...query, ...params });
  await answerQuestion(ctx, { rolloutId: rollout.id, ...body, reason: body.reason ?? null });
  return readRolloutView(web.db.prisma, project, params.number);
});
