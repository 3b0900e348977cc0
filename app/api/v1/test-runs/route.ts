import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { recordTestRun } from "@/lib/services/test-runs/record-test-run";

export const POST = withRoute(apiRoutes.recordTestRun, async ({ ctx, body, tokenProjectId }) => {
  const { matched } = await recordTestRun(ctx, {
    ...body,
    projectId: tokenProjectId,
    url: body.url ?? null,
    source: ctx.actor.name,
    startedAt: body.startedAt ? new Date(body.startedAt) : null,
    finishedAt: body.finishedAt ? new Date(body.finishedAt) : null,
  });
  return { accepted: true, matched } as const;
});
