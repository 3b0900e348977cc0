import { apiRoutes } from "@/lib/contracts/api";
import { withRoute } from "@/lib/http/with-route";
import { findRequestedTestRun } from "@/lib/queries/find-requested-test-run";
import { killTest } from "@/lib/services/test-runs/kill-test";

export const POST = withRoute(apiRoutes.killTest, async ({ ctx, params, query }) => {
  const { run } = await findRequestedTestRun(ctx.db.prisma, { ...query, ...params });
  await killTest(ctx, run);
  return { accepted: true as const };
});
