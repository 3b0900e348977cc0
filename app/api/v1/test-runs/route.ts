import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { reportTestRun } from "@/lib/services/test-runs/report-test-run";

export const POST = withRoute(apiRoutes.recordTestRun, async ({ ctx, body, token }) => {
  const { matched } = await reportTestRun(ctx, {
    ...body,
    projectId: token.projectId,
    url: body.url ?? null,
    source: ctx.actor.name,
    startedAt: body.startedAt ? new Date(body.startedAt) : null,
    finishedAt: body.finishedAt ? new Date(body.finishedAt) : null,
  });
  return { accepted: true, matched } as const;
});
